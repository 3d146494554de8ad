//! The words for actions: which words begin a method, and the vocabulary that all methods share.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words that are actions wherever they stand: nothing in a path that begins with one of them is a resource.
static ACTIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "
        abort accept acknowledge activate add adjust advance aggregate allocate allow analyse analyze annotate
        append apply approve ask assign associate attach attempt authenticate authorise authorize autocomplete
        begin bind broadcast browse build bulk buy calculate cancel capture change check claim classify clean
        cleanup clear clone close collect commit compare complete compute configure confirm connect consume
        convert crawl create deactivate decline decrement decrypt deduct delete deliver demote deny deploy
        deprecate derive describe destroy detach detect dial disable disassociate discard disconnect dismiss
        dispatch distribute download drain drop duplicate edit eject emit enable encrypt end enqueue enrich enroll
        ensure enumerate erase escalate evaluate exchange execute expire explain expose extend extract fetch
        finalize find finish flush follow fork forward freeze fulfill gather generate geocode get grant hide
        highlight hydrate identify ignore increment infer ingest init initialize initiate inject insert inspect
        install interrupt introspect invalidate invite invoke issue join kick kill launch leave list load login
        logout lookup manage mark merge migrate mint mock modify move mute negotiate nominate normalize notify
        obtain open optimize override overwrite parse partial patch pause pay perform persist pick pin play poll
        post predict prepare preview produce promote propose provision prune publish purge push put query
        reactivate read reassign reboot rebuild recalculate receive recommend reconcile reconnect recover redact
        redeem redeliver refer refresh regenerate register reindex reissue reject release reload remind remove
        rename render renew reopen reorder repair repeat replace replay reply republish rerank rerun rescan
        reschedule resend reserve reset resize resolve respond restart restore resubmit resume retrieve retry
        reveal revert revise revoke rewind roll rollback rotate sanitize save search select sell send serve set
        settle ship shorten show shuffle simulate skip snooze sort spawn speak star start stop submit subscribe
        subtract suggest summarize suspend swap switch tail teardown terminate toggle tokenize touch track
        transcribe translate trash trigger unapprove unarchive unassign unban unblock undelete undo unfollow
        unfreeze unhold uninstall unlike unlink unlock unmute unpause unpin unpublish unregister unset unshare
        unsnooze unstar unsubscribe unsuspend untag update upload upsert vacuum validate verify view void wait
        wake wipe withdraw write
    "
    .split_whitespace()
    .collect()
});

/// Words that are actions as well as things: what stands around them tells which.
static EITHER: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "
        answer archive attest audit backup ban block bridge call cast charge chat comment copy count deposit diff
        embed estimate export favorite filter fix flag format hangup hold import index label like link lock log
        map match monitor order permit ping place print process pull quote rank rate record redirect refund report
        request return reverse review run scan schedule seal seed share sign split stream sync tag test trace
        train transfer transform transition upgrade vote watch
    "
    .split_whitespace()
    .collect()
});

/// Actions that read: what else is requested by `GET` is a thing, whatever its name.
static READING: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "
        authorize autocomplete browse calculate check compare count describe download enumerate explain export
        find geocode introspect lookup parse ping poll preview query recommend render search simulate suggest
        summarize tail validate verify wait
    "
    .split_whitespace()
    .collect()
});

/// What other words say, in the vocabulary that all methods share.
const SYNONYMS: &[(&str, &str)] = &[
    ("describe", "get"),
    ("destroy", "delete"),
    ("edit", "update"),
    ("fetch", "get"),
    ("insert", "create"),
    ("modify", "update"),
    ("obtain", "get"),
    ("patch", "update"),
    ("post", "create"),
    ("read", "get"),
    ("retrieve", "get"),
    ("retreive", "get"),
    ("show", "get"),
    ("view", "get"),
    ("find", "get"),
    ("del", "delete"),
];

/// Whether a word is an action and no thing.
pub(super) fn is_action(word: &str) -> bool {
    ACTIONS.contains(word)
}

/// Whether a word can be an action.
pub(super) fn can_act(word: &str) -> bool {
    is_action(word) || EITHER.contains(word)
}

/// Whether a word is an action that reads.
pub(super) fn reads(word: &str) -> bool {
    READING.contains(word)
}

/// The word of the shared vocabulary.
pub(super) fn usual(word: &str) -> &str {
    let known = SYNONYMS.iter().find(|(other, _)| *other == word);
    known.map_or(word, |(_, usual)| usual)
}

/// Whether a word is one of the vocabulary for what every collection has.
pub(super) fn is_usual(word: &str) -> bool {
    ["list", "get", "create", "update", "replace", "delete"].contains(&usual(word))
}

/// Whether a word says what an action before it has said.
pub(super) fn is_again(action: &str, word: &str) -> bool {
    let reads = |word: &str| ["get", "list"].contains(&word);
    let deletes = |word: &str| ["delete", "remove"].contains(&word);
    let word = usual(word);
    is_action(word) && action == word
        || reads(action) && reads(word)
        || deletes(action) && deletes(word)
}
