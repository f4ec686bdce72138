//! Answers the browser. It serves only what the [`Site`] makes, only to this machine, and never writes anything.

use super::site::{Site, State};
use super::view::{SCRIPT, STYLE};
use crate::cli::support::problem::Problem;
use anyhow::{Context as _, bail};
use http_body_util::channel::{Channel, Sender};
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HOST, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The default port: always the same, so that open pages find the server again.
const PORT: u16 = 7357;
/// The longest silence towards a browser, so that a closed connection is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
/// The preview's pages run a single script and connect only to this server.
const OF_PREVIEW: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A report looks like a written file, but runs nothing, whatever a template contains.
const OF_REPORT: &str = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'";

type Body = Either<Full<Bytes>, Channel<Bytes>>;

/// A port that is listened on.
pub(super) struct Server(TcpListener);

/// What the server shares with the code that updates it.
pub(super) struct Preview {
    site: Mutex<Site>,
    /// Increased when anything may have changed.
    changes: watch::Sender<u64>,
}

impl Preview {
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Site) -> T) -> T {
        // Every page is made from the files, so that nothing half finished can remain.
        work(&mut self.site.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes all browsers update.
    pub(super) fn notify(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}

impl Server {
    /// Listens on a port of this machine that other machines cannot reach.
    pub(super) fn bind(port: Option<u16>) -> anyhow::Result<Self> {
        let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = match port {
            Some(port) => match bind(port) {
                Err(error) if error.kind() == ErrorKind::AddrInUse => {
                    bail!(Problem::new(
                        format!("port {port} is in use"),
                        "name another one, or leave out --port to use a free one"
                    ))
                }
                listener => listener.with_context(|| format!("cannot listen on port {port}"))?,
            },
            None => bind(PORT).or_else(|_| bind(0)).context("cannot listen on any port")?,
        };
        listener.set_nonblocking(true)?;
        Ok(Server(listener))
    }

    /// The address of the preview.
    pub(super) fn address(&self) -> String {
        let port = self.0.local_addr().map_or(PORT, |address| address.port());
        format!("http://127.0.0.1:{port}/")
    }

    /// Answers requests in the background until the program ends.
    pub(super) fn start(self, site: Site) -> anyhow::Result<Arc<Preview>> {
        let preview = Arc::new(Preview { site: Mutex::new(site), changes: watch::Sender::new(0) });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::clone(&preview);
        let listener = {
            let _within = runtime.enter();
            tokio::net::TcpListener::from_std(self.0)?
        };
        thread::Builder::new().spawn(move || runtime.block_on(accept(listener, shared)))?;
        Ok(preview)
    }
}

async fn accept(listener: tokio::net::TcpListener, preview: Arc<Preview>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many connections: some of them will end.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let preview = Arc::clone(&preview);
        let service = service_fn(move |request| {
            let response = answer(&request, &preview);
            async { Ok::<_, Infallible>(response) }
        });
        let mut http = http1::Builder::new();
        let connection = http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        // A browser that disconnects has seen enough.
        tokio::spawn(async { _ = connection.await });
    }
}

/// One thread answers everything: it is for one user.
fn answer(request: &Request<Incoming>, preview: &Arc<Preview>) -> Response<Body> {
    if !is_for_this_machine(request) {
        let text = "This preview is only available at 127.0.0.1 and localhost.\n";
        return whole(StatusCode::MISDIRECTED_REQUEST, TEXT, OF_PREVIEW, text);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let text = "This preview is read-only.\n";
        let mut response = whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, OF_PREVIEW, text);
        response.headers_mut().insert("allow", HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let path = request.uri().path();
    route(path, preview).unwrap_or_else(|error| {
        let text = format!("The preview failed: {error:#}\n");
        whole(StatusCode::INTERNAL_SERVER_ERROR, TEXT, OF_PREVIEW, text)
    })
}

fn route(path: &str, preview: &Arc<Preview>) -> anyhow::Result<Response<Body>> {
    let ok = StatusCode::OK;
    let response = match path {
        "/" => whole(ok, HTML, OF_PREVIEW, preview.with(Site::home)?),
        "/preview.js" => whole(ok, "text/javascript; charset=utf-8", OF_PREVIEW, SCRIPT),
        "/preview.css" => whole(ok, "text/css; charset=utf-8", OF_PREVIEW, STYLE),
        "/events" => events(preview, None),
        _ => {
            if let Some(key) = key(path, "/incidents/") {
                let (exists, page) = preview.with(|site| site.page(key))?;
                whole(if exists { ok } else { StatusCode::NOT_FOUND }, HTML, OF_PREVIEW, page)
            } else if let Some(key) = key(path, "/events/") {
                events(preview, Some(key.to_owned()))
            } else if let Some(key) = key(path, "/report/")
                && let Some(report) = preview.with(|site| site.report(key))?
            {
                whole(ok, HTML, OF_REPORT, report)
            } else {
                whole(StatusCode::NOT_FOUND, TEXT, OF_PREVIEW, "Not found.\n")
            }
        }
    };
    Ok(response)
}

/// The key in an address of a kind. It is compared with known files, never looked up on disk.
fn key<'p>(path: &'p str, kind: &str) -> Option<&'p str> {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    path.strip_prefix(kind).filter(|key| !key.is_empty() && key.chars().all(is_safe))
}

/// Whether the browser's host name means this machine: another name that resolves to it would make this a page of a
/// stranger's site, whose scripts could read it.
fn is_for_this_machine(request: &Request<Incoming>) -> bool {
    let hosts = request.headers().get_all(HOST);
    let is_own = |host: &str| {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        // The port may differ: that of a tunnel from a remote machine.
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
    };
    request.headers().contains_key(HOST)
        && hosts.iter().all(|host| host.to_str().is_ok_and(is_own))
        && request.uri().authority().is_none_or(|named| is_own(named.as_str()))
}

fn whole(
    status: StatusCode,
    kind: &'static str,
    policy: &'static str,
    text: impl Into<Bytes>,
) -> Response<Body> {
    let mut response = Response::new(Either::Left(Full::new(text.into())));
    *response.status_mut() = status;
    head(&mut response, kind, policy);
    response
}

fn head(response: &mut Response<Body>, kind: &'static str, policy: &'static str) {
    let headers = [
        ("content-type", kind),
        ("content-security-policy", policy),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
}

/// Sends the state of a page, now and whenever it changes, as server-sent events.
fn events(preview: &Arc<Preview>, key: Option<String>) -> Response<Body> {
    let (sender, body) = Channel::new(1);
    tokio::spawn(stream_state(Arc::clone(preview), key, sender));
    let mut response = Response::new(Either::Right(body));
    head(&mut response, "text/event-stream", OF_PREVIEW);
    response
}

async fn stream_state(preview: Arc<Preview>, key: Option<String>, mut browser: Sender<Bytes>) {
    let mut changes = preview.changes.subscribe();
    let mut sent: Option<State> = None;
    let mut text = "retry: 500\n\n".to_owned();
    loop {
        let state = preview.with(|site| site.state(key.as_deref()));
        if let Ok(state) = state
            && sent.as_ref() != Some(&state)
        {
            let data = serde_json::to_string(&state).unwrap_or_default();
            text.extend(["data: ", &data, "\n\n"]);
            sent = Some(state);
        }
        if !text.is_empty() && browser.send_data(std::mem::take(&mut text).into()).await.is_err() {
            return;
        }
        if timeout(HEARTBEAT, changes.changed()).await.is_err() {
            text.push_str(":\n\n");
        }
    }
}
