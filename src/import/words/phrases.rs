//! Which phrases of headings and labels mean which field. From reports of many teams, and from the templates of the SRE
//! book, Google API, Azure, Elastic, Kehoe, Limoncelli, PagerDuty, Atlassian, GitLab and Chef.

use super::Meaning;
use super::Meaning::{
    Actions, Authors, Background, Communications, Date, Detection, End, Factors, Glossary, Impact, Learned,
    Links, Lucky, Narrative, Owner, Published, Recurrence, Resolution, Response, Roles, RootCause, Services,
    Severity, Start, Status, Summary, Tags, Timeline, Title, Trigger, Well, Whys, Wrong, Zone,
};

/// `=` marks a phrase that means its field only when it is the whole heading.
pub(super) const PHRASES: &[(Meaning, &str)] = &[
    (
        Timeline,
        "timeline|time line|event order|order of events|course of events|chronology|sequence of events|\
         chain of events|=log of events|event log|=record of events|=schedule of events|=play by play|\
         =timestamps|=what happened when|=what happened and when|\
         incident log|=events|key events|=history|timeline of events|chronological|=incident timing",
    ),
    (
        Actions,
        "action items|actions|action item|next steps|follow up|follow ups|followup|followups|\
         follow up items|follow up actions|follow up work|=to do|=to dos|=todo|=todos|tasks|\
         corrective actions|corrective measures|corrective and preventative measures|\
         corrective and preventive measures|preventative measures|preventive measures|\
         preventative actions|preventive actions|remediation items|remediation actions|remediation plan|\
         =remediations|=improvements|future work|action plan|plan of action|recommendations|\
         =recommended actions|work items|outstanding work|=measures|what are we doing|what we are doing|\
         what will we do|going to do|=whats next|=what next|what comes next|how will we prevent|\
         how do we prevent|how can we prevent|how could we prevent|preventing recurrence|=short term fixes|=long term fixes|\
         =short term actions|=long term actions|=remedial actions|=prevention|=preventions|=future prevention|\
         =going forward|=future improvements|=mitigation items|=planned improvements|action points|\
         =steps to prevent|=actionables|=what now|=review actions|=agreed actions|=todo list|=further work|=ongoing work|\
         process improvements|mitigation plan|steps to prevent recurrence|=avoiding recurrence|\
         =avoiding this in the future|preventing future incidents|preventing this from happening|preventing it from happening|\
         being done to prevent|doing to prevent|how we will prevent|=changes we are making|=what are we changing",
    ),
    (Whys, "five whys|5 whys"),
    (
        RootCause,
        "=why|root cause|root causes|root cause analysis|root cause and resolution|rca|underlying cause|underlying issue|\
         underlying problem|what caused|cause of|=cause|=causes|why did it happen|why did this happen|\
         why it happened|why this happened|=diagnosis|=the bug|=source of the problem|primary cause|\
         technical cause|=what went wrong technically|proximate cause|=the underlying issue|=the cause|=reason|=reasons|=culprit|=what broke|=origin|\
         =root problem|=fault analysis|=failure analysis|causal analysis|=problem analysis|=working theory|\
         how did it happen|how did this happen|why did it occur|why did this occur",
    ),
    (
        Factors,
        "contributing factors|contributing factor|contributing conditions|contributing causes|\
         contributing cause|contributors|contributory|=factors|aggravating factors|secondary causes|\
         what made it worse|=what contributed",
    ),
    (Trigger, "trigger|triggers|triggering event|=what triggered"),
    (
        Impact,
        "impact|affected users|who was affected|what was affected|customer effect|=effects|=effect|\
         =scope|=damage|=consequences|user facing effect|blast radius|impact summary|affected customers|\
         =fault|=scope of impact|=symptoms",
    ),
    (
        Detection,
        "detection|detected|how was it discovered|=discovery|how was it detected|how we found out|\
         how did we find out|=how we noticed|=alerting|=identified by|=discovered by",
    ),
    (
        Resolution,
        "resolution|recovery|mitigation|mitigations|=remediation|=fix|=the fix|=solution|=solutions|\
         how was it fixed|how it was fixed|how we fixed|how did we fix|stabilization steps|\
         stabilisation steps|=workaround|=repair|=restoration|resolution and recovery|\
         steps taken to resolve|=how it was resolved|how was it resolved|how was the incident resolved",
    ),
    (
        Response,
        "response|actions taken|immediate actions|=actions taken during the incident|what we did|\
         what did we do|=what was done|=incident handling|how we responded|=troubleshooting|\
         response analysis|steps taken",
    ),
    (Recurrence, "=recurrence"),
    (
        Well,
        "went well|what went right|went right|worked well|what worked|=the good|=good|=positives|\
         =what was good|=successes|=strengths|=pros",
    ),
    (
        Wrong,
        "went wrong|didnt go well|did not go well|went poorly|went badly|went less well|\
         what could be improved|could be improved|could have gone better|could have been better|\
         could have been done better|could we have done better|could go better|could improve|didnt work|\
         did not work|=the bad|=bad|=negatives|=areas for improvement|areas of improvement|=weaknesses|\
         =challenges|=cons|what can be improved|can we improve|could we do better|=room for improvement|\
         could we improve|=opportunities for improvement|to improve|=opportunities",
    ),
    (Lucky, "got lucky|were lucky|get lucky|=luck|=lucky|were we lucky"),
    (
        Learned,
        "lessons|lessons learned|lessons learnt|lesson learned|learnings|learning|what we learned|\
         what we have learned|what did we learn|takeaways|key takeaways|=insights|reflections|\
         =retrospective|=observations|=findings|=retro|=howd we do|=how did we do",
    ),
    (
        Summary,
        "summary|executive summary|=overview|tldr|tl dr|=abstract|=synopsis|=description|=problem|\
         problem statement|problem summary|=issue|=at a glance|=brief|=short description|\
         brief description|issue summary|=outage description|=the incident|=the problem|=the issue",
    ),
    (
        Background,
        "background|=context|leadup|lead up|=prologue|=introduction|=environment|before the incident|\
         =prior to|=setting the scene|=the setup|=intro",
    ),
    (
        Narrative,
        "what happened|=narrative|=details|=detail|technical details|technical detail|\
         detailed description|=the story|deep dive|=explanation|=investigation|=technical analysis|\
         =analysis|=technical summary|=technical explanation|=in detail|=full story|=sequence",
    ),
    (
        Communications,
        "=communication|=communications|external communication|customer communication|\
         status page updates|=messaging|external message",
    ),
    (Glossary, "=glossary|=definitions|=terminology|=terms"),
    (
        Links,
        "=references|=reference|=links|=useful links|=resources|=further reading|=supporting documents|\
         =related links|=related documents",
    ),
    (
        Roles,
        "=responders|=participants|=people involved|=names of people involved|=attendees|=team|=roles|\
         =who was involved|=incident roles|=incident team|=contributors to report|=commander|\
         =incident lead|=incident leader|=incident manager|=on call|=scribe|communications lead|\
         =operations lead|=ic|=comms lead|=lead",
    ),
    (Title, "=title"),
    (
        Date,
        "=date|incident date|=date of incident|=date and time|=day|=date of the incident|=when|\
         =date time|=incident date time|=event date|=outage date|=occurred|=occurred on|=date occurred",
    ),
    (
        Start,
        "=start|=start time|=incident start|=started|=began|=begin|=start date|=start of incident|\
         =incident began|=outage start|=from|=started at|=start date time|=impact start|=start of impact|\
         =start of outage",
    ),
    (
        End,
        "=end|=end time|=incident end|=ended|=end date|=end of incident|=outage end|=to|=ended at|\
         =end date time|=impact end|=end of impact|=end of outage",
    ),
    (
        Severity,
        "=severity|=sev|=severity level|=incident severity|=priority|=severity of incident|=impact level|\
         =sev level",
    ),
    (Status, "=status|=state|=report status|=current status|=incident status"),
    (
        Authors,
        "=author|=authors|=written by|=prepared by|=created by|=by|=report prepared by|=reported by|\
         =report author|=writer|=report by|=document author",
    ),
    (Owner, "=owner|=postmortem owner|=post mortem owner|=dri|=owners"),
    (
        Services,
        "=services|=affected systems|=systems affected|=affected system|=services affected|=service|\
         =affected service|=affected components|=components affected|=component|=affected component|\
         =impacted services|=impacted systems",
    ),
    (Tags, "=tags|=labels|=keywords|=categories"),
    (Zone, "=timezone|=time zone"),
    (Published, "=published|=date published|=publish date|=publication date|=published on"),
];
