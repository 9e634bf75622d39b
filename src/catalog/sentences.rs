//! Every fixed sentence of the catalog's pages, in each language.

use std::fmt::Display;

use super::locale::Locale;

macro_rules! sentences {
    ($($name:ident($($argument:ident),*) {
        English: $english:literal,
        German: $german:literal,
    })+) => {$(
        pub(super) fn $name(locale: Locale, $($argument: impl Display),*) -> String {
            match locale {
                Locale::English => format!($english),
                Locale::German => format!($german),
            }
        }
    )+};
}

sentences! {
    jitter(min_s, max_s) {
        English: "yes, with jitter of {min_s}-{max_s} s",
        German: "ja, nach zufälligen {min_s}-{max_s} s",
    }
    versus(a, b) {
        English: "{a} and {b} compared",
        German: "{a} und {b} im Vergleich",
    }
    two_codes(a, b) {
        English: "{a} and {b} are two WebSocket close codes.",
        German: "{a} und {b} sind zwei Close-Codes von WebSocket.",
    }
    one_code(a) {
        English: "Both numbers are the same WebSocket close code, {a}: there is nothing to compare.",
        German: "Beide Zahlen sind derselbe Close-Code von WebSocket, {a}: Es gibt nichts zu \
            vergleichen.",
    }
    they_share(list) {
        English: "They share {list}.",
        German: "Gemeinsam haben sie {list}.",
    }
    share_nothing() {
        English: "They share nothing but being close codes.",
        German: "Sonst haben sie nichts gemeinsam.",
    }
    category_differs(a, is_a, b, is_b) {
        English: "{a} stands for {is_a}; {b} stands for {is_b}.",
        German: "{a} steht für {is_a}; {b} steht für {is_b}.",
    }
    range_differs(a, is_a, b, is_b) {
        English: "{a} lies in the range {is_a}; {b} lies in the range {is_b}.",
        German: "{a} liegt im Bereich {is_a}; {b} liegt im Bereich {is_b}.",
    }
    sender_differs(a, is_a, b, is_b) {
        English: "{a} is sent by {is_a}; {b} is sent by {is_b}.",
        German: "{a} darf {is_a} senden; {b} darf {is_b} senden.",
    }
    travel_differs(a, is_a, b, is_b) {
        English: "May it appear in a close frame? {a}: {is_a}; {b}: {is_b}.",
        German: "Darf er in einem Close-Frame stehen? {a}: {is_a}; {b}: {is_b}.",
    }
    script_differs(a, is_a, b, is_b) {
        English: "WebSocket.close() in a page's script: {a} is {is_a}; {b} is {is_b}.",
        German: "WebSocket.close() im Skript einer Webseite: {a} wird {is_a}; {b} wird {is_b}.",
    }
    retry_differs(a, is_a, b, is_b) {
        English: "Should the client reconnect? After {a}: {is_a}; after {b}: {is_b}.",
        German: "Soll der Client sich neu verbinden? Nach {a}: {is_a}; nach {b}: {is_b}.",
    }
    reference_differs(a, is_a, b, is_b) {
        English: "Where to look {a} up: {is_a}; where to look {b} up: {is_b}.",
        German: "Nachzulesen ist {a} hier: {is_a}; {b} hier: {is_b}.",
    }
    same_row(a, b, name) {
        English: "No public document tells {a} from {b}: both are covered by one rule, \
            \"{name}\", and a difference exists only where client and server have agreed on one.",
        German: "Kein öffentliches Dokument unterscheidet {a} von {b}: Für beide gilt dieselbe \
            Regel, \"{name}\". Ein Unterschied besteht nur, wo Client und Server ihn vereinbart \
            haben.",
    }
    same_facts(a, name_a, b, name_b) {
        English: "{a} is called \"{name_a}\", {b} \"{name_b}\". In everything else that is \
            listed here they are treated alike, so only the number tells the peer which case it \
            is.",
        German: "{a} heißt \"{name_a}\", {b} heißt \"{name_b}\". In allem anderen, was hier \
            aufgeführt ist, werden sie gleich behandelt; nur die Zahl sagt der Gegenstelle, \
            welcher Fall vorliegt.",
    }
    never_send_invalid(a) {
        English: "Never send {a}: it has no meaning, and many peers answer it with 1002.",
        German: "Senden Sie {a} niemals: Die Zahl hat keine Bedeutung, und viele Gegenstellen \
            antworten darauf mit 1002.",
    }
    never_send_reported(a, category) {
        English: "Never send {a}: with it, an endpoint tells its own application of {category}.",
        German: "Senden Sie {a} niemals: Mit diesem Code meldet ein Endpunkt der eigenen Anwendung \
            {category}.",
    }
    send_if_agreed(a) {
        English: "Send {a} only if client and server have agreed on what it means.",
        German: "Senden Sie {a} nur, wenn Client und Server seine Bedeutung vereinbart haben.",
    }
    send_application(a, name) {
        English: "Send {a} where the application's own rule for \"{name}\" applies.",
        German: "Senden Sie {a}, wo die Regel der Anwendung für \"{name}\" zutrifft.",
    }
    send_for(a, category) {
        English: "Send {a} to report {category}.",
        German: "{a} ist der richtige Code für: {category}.",
    }
    only_from(sender) {
        English: "It is sent by {sender}.",
        German: "Senden darf ihn {sender}.",
    }
    neither_travels() {
        English: "Neither is a choice. A side that closes sends 1000 for an ordinary end, 1011 \
            for a fault of the server, or an application code of 4000-4999.",
        German: "Keiner von beiden steht zur Wahl. Wer schließt, sendet 1000 für ein \
            gewöhnliches Ende, 1011 für eine Störung im Server oder einen Code der Anwendung aus \
            4000-4999.",
    }
    one_travels(a) {
        English: "Of the two, only {a} can be chosen.",
        German: "Zur Wahl steht von beiden nur {a}.",
    }
    choose_by_retry(a, is_a, b, is_b) {
        English: "If both seem to fit, choose by what the client shall do next. Reconnect after \
            {a}: {is_a}; after {b}: {is_b}.",
        German: "Wenn beide zu passen scheinen, entscheiden Sie danach, was der Client als \
            Nächstes tun soll. Neu verbinden nach {a}: {is_a}; nach {b}: {is_b}.",
    }
    choose_by_cause(retry) {
        English: "If both seem to fit, choose by the cause: the client is told the same about \
            reconnecting ({retry}).",
        German: "Wenn beide zu passen scheinen, entscheiden Sie nach der Ursache: Über das \
            Neuverbinden erfährt der Client dasselbe ({retry}).",
    }
    source(of, reference) {
        English: "{of}: {reference}",
        German: "{of}: {reference}",
    }
    all_codes(reference) {
        English: "All assigned codes: {reference}",
        German: "Alle vergebenen Codes: {reference}",
    }
    in_browsers(reference) {
        English: "Codes in browsers: {reference}",
        German: "Codes im Browser: {reference}",
    }
}
