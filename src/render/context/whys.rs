//! Chains of questions and answers as readers see them.

use crate::model::{Chain, Incident, Step, Why};
use crate::render::Options;
use schemars::JsonSchema;
use serde::Serialize;
use std::iter;

/// A chain of questions and answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct WhyChainView {
    /// What it explains; empty if the file does not say.
    pub title: String,
    /// Its steps.
    pub steps: Vec<StepView>,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// A step of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct StepView {
    /// The question; if the step is a plain text, that text.
    pub question: String,
    /// The answer; empty if the step is a plain text.
    pub answer: String,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// The chains, as far as the audience may see them. Steps outside a chain form a chain of their own.
pub(super) fn chains(incident: &Incident, options: &Options) -> Vec<WhyChainView> {
    let mut chains: Vec<WhyChainView> = Vec::new();
    // What the audience does not see must not break a chain in two.
    let mut continues = false;
    for why in &incident.five_whys {
        match why {
            Why::Step(one) if options.shows(one.internal) => {
                let step = step(one, false);
                match chains.last_mut().filter(|_| continues) {
                    Some(chain) => chain.steps.push(step),
                    None => chains.push(WhyChainView { steps: vec![step], ..WhyChainView::default() }),
                }
                continues = true;
            }
            Why::Step(_) => {}
            Why::Chain(written) => {
                if let Some(chain) = chain(written, options) {
                    chains.push(chain);
                    continues = false;
                }
            }
        }
    }
    chains
}

/// A chain without a step for the audience has no title for them either.
fn chain(chain: &Chain, options: &Options) -> Option<WhyChainView> {
    let shown = chain.chain.iter().filter(|step| options.shows(chain.internal || step.internal));
    let steps: Vec<StepView> = shown.map(|one| step(one, chain.internal)).collect();
    let is_known = !steps.is_empty() || (chain.chain.is_empty() && options.shows(chain.internal));
    is_known.then(|| WhyChainView {
        title: chain.title.clone().unwrap_or_default(),
        steps,
        internal: chain.internal,
    })
}

fn step(step: &Step, in_internal: bool) -> StepView {
    let (question, answer) = (step.question.clone(), step.answer.clone().unwrap_or_default());
    StepView { question, answer, internal: step.internal || in_internal }
}

/// All questions and answers, one after the other.
pub(super) fn texts(chains: &[WhyChainView]) -> Vec<String> {
    let steps = chains.iter().flat_map(|chain| &chain.steps);
    let answer = |step: &StepView| Some(step.answer.clone()).filter(|answer| !answer.is_empty());
    steps.flat_map(|step| iter::once(step.question.clone()).chain(answer(step))).collect()
}
