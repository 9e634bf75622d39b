// German, for endings.
{
    use crate::{
        Direction::{Received, Sent},
        ErrorType as E,
        Initiator::{Local, None as NoOne, Remote},
        Outcome as O, Violation as V,
        catalog::EndingKind::{Error, Outcome, Spliced, Violation},
    };

    const PING_TIMEOUT: [&str; 2] = [
        "Ein Telefon hat das Netz verloren, ein Laptop schläft, oder ein NAT hat die Verbindung vergessen. \
            Eine Gegenstelle, die zum Antworten zu beschäftigt ist, sieht genauso aus.",
        "Im Einzelfall ist nichts zu tun: Der Client kommt wieder. Verschwinden viele auf einmal, prüfen Sie \
            das Netz; waren sie nur beschäftigt, verlängern Sie die Frist des Keepalive.",
    ];
    const STALLED: [&str; 2] = [
        "Ein langsames Netz, oder ein Client, der nicht mehr liest, während die Anwendung weiter sendet.",
        "Senden Sie weniger, überspringen Sie Veraltetes, oder erhöhen Sie write_timeout. Betrifft es alle \
            Clients, prüfen Sie das Netz.",
    ];
    const EOF: [&str; 2] = [
        "Der Prozess der Gegenstelle endete oder wurde gekillt, ihre Bibliothek beendet TCP ohne Close-Frame, \
            oder unterwegs wurde eine inaktive Verbindung beendet.",
        "Vergleichen Sie Leerlaufzeit und Lebensdauer mit den Grenzen unterwegs, und senden Sie Pings, wenn \
            eine Leerlaufgrenze passt. Ist es eine Art von Clients, lassen Sie sie mit einem Code schließen.",
    ];
    const RESET: [&str; 2] = [
        "Der Prozess der Gegenstelle wurde gekillt, während noch Daten ungelesen waren, oder eine Firewall, \
            ein Load-Balancer oder ein NAT hat die Verbindung gekappt.",
        "Suchen Sie nach Abstürzen bei der Gegenstelle und nach einem Gerät unterwegs, das Verbindungen \
            kappt, womöglich immer nach derselben Zeit.",
    ];
    const UNREACHABLE: [&str; 2] = [
        "Ein Telefon hat das Netz verloren, ein Host den Strom, oder eine Route fiel aus, während etwas von \
            uns unterwegs war.",
        "Im Einzelfall ist nichts zu tun. Verschwinden viele auf einmal, prüfen Sie das Netz. Ein Keepalive \
            findet solche Gegenstellen früher als das System.",
    ];
    const PROTOCOL_ERROR: [&str; 2] = [
        "Die Bibliothek der Gegenstelle hat einen Fehler, ein Proxy verändert Frames, oder die Gegenstelle \
            spricht ein anderes Protokoll.",
        "Sehen Sie in error.type nach, welche Regel verletzt wurde, dann nach der Version der Bibliothek \
            der Gegenstelle.",
    ];
    const INVALID_TEXT: [&str; 2] = [
        "Rohe Bytes wurden als Textnachricht gesendet, oder ein Text wurde mitten in einem Zeichen \
            abgeschnitten.",
        "Korrigieren Sie die Gegenstelle: Bytes gehören in Binärnachrichten, und Texte schneidet man nur \
            zwischen zwei Zeichen ab.",
    ];
    const INVALID_REASON: [&str; 2] = [
        "Der Close-Reason wurde mitten in einem Zeichen auf 123 Byte gekürzt oder ist anders kodiert.",
        "Korrigieren Sie die Gegenstelle: Sie muss den Close-Reason als UTF-8 kodieren und darf ihn nur \
            zwischen zwei Zeichen abschneiden.",
    ];
    const TOO_BIG: [&str; 2] = [
        "Ein Client sendet mehr, als vorgesehen war, oder die Länge, die ein Frame angibt, ist ein Angriff.",
        "Erhöhen Sie die Grenze, wenn die Nachricht berechtigt ist, oder lassen Sie die Gegenstelle sie \
            aufteilen.",
    ];
    const DROPPED: [&str; 2] = [
        "Ein Handler kehrt früh zurück, oft durch `?` nach einem Fehler; seine Task wird abgebrochen; oder \
            ein select! verwirft die Future, der der Socket gehört.",
        "Suchen Sie den Weg aus dem Handler, der close() auslässt: Jeder muss es abwarten, mit einem Code, \
            der der Gegenstelle den Grund nennt.",
    ];
    const PANICKED: [&str; 2] = [
        "Ein unwrap, ein Index außerhalb der Grenzen oder eine Assertion scheiterte in der Task, der der \
            Socket gehörte.",
        "Suchen Sie die Meldung der Panic kurz davor im Log, und beheben Sie deren Ursache.",
    ];
    const INVALID_CODE: [&str; 2] = [
        "Ein Feld, das nie gesetzt wurde (0), ein HTTP-Status oder Exit-Code an seiner Stelle, vertauschte \
            Bytes, oder ein nur gemeldeter Code (1005, 1006, 1015) wurde weitergereicht. Mono sendet 1005 \
            (geprüft: 6.8).",
        "Korrigieren Sie die Gegenstelle: Erlaubt sind 1000-1003, 1007-1014 und 3000-4999. Ein Close ohne \
            Code ist ein leerer Frame.",
    ];
    const TRUNCATED_CODE: [&str; 2] = [
        "Eine Bibliothek schreibt den Code als ein Byte, oder unterwegs werden Frames gekürzt.",
        "Korrigieren Sie die Gegenstelle: Die Nutzdaten sind leer oder beginnen mit dem Code in zwei Bytes, \
            das höherwertige zuerst.",
    ];
    const FRAGMENTED: [&str; 2] = [
        "Eine Bibliothek oder ein Proxy teilt Frames jeder Art auf, oder andere Bytes wurden für einen Frame \
            gehalten.",
        "Korrigieren Sie die Gegenstelle oder den Proxy: Nur Nachrichten dürfen aufgeteilt werden.",
    ];
    const MASKED: [&str; 2] = [
        "Ein selbst geschriebener Server, oder einer mit einer Bibliothek für Clients.",
        "Korrigieren oder aktualisieren Sie den Server.",
    ];
    const UNMASKED_FIX: &str = "Korrigieren oder aktualisieren Sie den Client. Wo das nicht geht, lässt \
        accept_unmasked_frames von tungstenite solche Frames zu.";
    const RAW_FRAME: [&str; 2] = [
        "Ein Close-Frame wurde von Hand gebaut, als Message::Frame, oder ungelesen weitergereicht.",
        "Nehmen Sie Message::Close oder close_with() mit einem Close: Der ist immer zulässig. Hinter einem Splice \
            korrigieren Sie diesen Server.",
    ];
    const WRONG_FRAME: [&str; 2] = [
        "Ein Server ist von Hand geschrieben, oder eine Bibliothek oder ein Proxy dahinter ändert Frames.",
        "Korrigieren oder aktualisieren Sie diesen Server: Clients brechen wegen eines solchen Frames ab.",
    ];
    const ERROR_TEXT: &str = "Lesen Sie den Text des Fehlers, den die Anwendung bekommen hat.";
    &[
        (Outcome(O::Clean, Local), [
            "Wir haben zuerst geschlossen, und die Gegenstelle hat geantwortet: Beide Close-Frames kamen an.",
            "Die Anwendung oder ein Drain hat geschlossen, und die Gegenstelle hielt sich an das Protokoll.",
            "Nichts ist kaputt. Was der Code sagt, ist Sache der Gegenstelle.",
        ]),
        (Outcome(O::Clean, Remote), [
            "Die Gegenstelle hat zuerst geschlossen, und unsere Antwort ging hinaus: Beide Close-Frames sind \
                übertragen.",
            "Die Gegenstelle war fertig oder ging geordnet.",
            "Nichts ist kaputt. Warum die Gegenstelle ging, sagt der Code.",
        ]),
        (Outcome(O::NotAwaited, Remote), [
            "Die Gegenstelle hat ordentlich geschlossen, und ihr Transport war fort, bevor unsere Antwort \
                hinausging.",
            "Browser tun das, wenn eine Seite verlassen wird, während der Server sendet, und ebenso Clients, \
                die gleich nach ihrem Close enden.",
            "Nichts ist kaputt: Die Gegenstelle hat gesagt, warum sie geht, und wartet auf keine Antwort.",
        ]),
        (Outcome(O::Unanswered, Local), [
            "Unser Close-Frame ging hinaus, und der Transport endete, ohne dass eine Antwort kam.",
            "Der Prozess der Gegenstelle ist gestorben, oder ihre Bibliothek beendet TCP, statt auf ein Close \
                zu antworten. Kappt ein Proxy in diesem Moment die Verbindung, sieht es genauso aus.",
            "Im Einzelfall ist nichts zu tun. Ist es immer dieselbe Art von Clients, lassen Sie sie \
                Close-Frames beantworten; sind es alle, suchen Sie, was unterwegs Verbindungen beendet.",
        ]),
        (Outcome(O::Abandoned, Local), [
            "Unser Close-Frame ging hinaus, und die Anwendung gab den Socket auf, bevor die Gegenstelle \
                geantwortet hatte.",
            "Ein Handler kehrt gleich nach seinem Close zurück, oder seine Task wird abgebrochen.",
            "Kam er an, so hat die Gegenstelle den Code, und wenig ist verloren. Um auf die Antwort zu warten, warten Sie \
                close() ab, bedienen Sie den Socket bis zum Ende, oder nehmen Sie finish_on_drop().",
        ]),
        (Outcome(O::Abandoned, Remote), [
            "Die Gegenstelle hat geschlossen, und die Anwendung gab den Socket auf, bevor unsere Antwort \
                hinaus war.",
            "Ein Handler verlässt seine Schleife, während die Antwort in einem Puffer wartet, oder hat die \
                Antwort selbst übernommen und nicht gesendet.",
            "Lesen Sie weiter, bis der Stream endet, warten Sie close() ab, oder nehmen Sie finish_on_drop(): \
                Sonst hält die Gegenstelle ihr ordentliches Close für einen Verbindungsabriss.",
        ]),
        (Outcome(O::Abandoned, NoOne), [
            "Die Anwendung gab einen Socket auf, dessen Close noch nicht hinaus war: Es ging in keiner \
                Richtung ein Close-Frame.",
            "Die Gegenstelle nimmt nichts ab, sodass das Close hinter anderen Nachrichten wartet, und der \
                Handler kehrt zurück oder wird abgebrochen.",
            "Warten Sie close() ab, das spätestens nach close_timeout endet. Nehmen Gegenstellen oft nichts \
                ab, setzen Sie write_timeout.",
        ]),
        (Outcome(O::Timeout, Local), [
            "Unser Close-Frame ging hinaus, und es kam keine Antwort innerhalb von close_timeout oder bis zur \
                Frist eines Drains.",
            "Die Gegenstelle ist spurlos verschwunden, wie Telefone oft, oder sie hängt.",
            "Im Einzelfall ist nichts zu tun. Ist es immer dieselbe Art von Clients, lassen Sie sie \
                Close-Frames beantworten; sind es alle, prüfen Sie das Netz. Ein Keepalive findet tote \
                Gegenstellen früher.",
        ]),
        (Outcome(O::Timeout, Remote), [
            "Die Gegenstelle hat geschlossen, und unsere Antwort kam nicht rechtzeitig hinaus.",
            "Die Gegenstelle liest nicht mehr, während Nachrichten von uns noch die Puffer vor der Antwort \
                füllen.",
            "Im Einzelfall ist nichts zu tun. Kommt es oft vor, senden Sie langsamen Gegenstellen weniger, \
                oder geben Sie sie mit write_timeout früher auf.",
        ]),
        (Outcome(O::Timeout, NoOne), [
            "Unser Close-Frame kam nicht rechtzeitig hinaus: Es ging in keiner Richtung ein Close-Frame.",
            "Die Gegenstelle liest nicht mehr, oder ihr Netz ist weg, während Nachrichten die Puffer füllen.",
            "Setzen Sie write_timeout und ein Keepalive, damit solche Gegenstellen gefunden werden, bevor ein \
                Close auf sie warten muss.",
        ]),
        (Outcome(O::PingTimeout, Local), [
            "Die Gegenstelle gab innerhalb der Frist des Keepalive kein Lebenszeichen und wurde mit einem \
                Close-Frame aufgegeben, den sie womöglich nie gelesen hat.",
            PING_TIMEOUT[0],
            PING_TIMEOUT[1],
        ]),
        (Outcome(O::PingTimeout, NoOne), [
            "Die Gegenstelle gab innerhalb der Frist des Keepalive kein Lebenszeichen und wurde aufgegeben; \
                ein Close-Frame kam nicht mehr hinaus.",
            PING_TIMEOUT[0],
            PING_TIMEOUT[1],
        ]),
        (Outcome(O::Stalled, Local), [
            "Die Gegenstelle nahm für die ganze Dauer von write_timeout nichts ab und wurde mit einem \
                Close-Frame aufgegeben.",
            STALLED[0],
            STALLED[1],
        ]),
        (Outcome(O::Stalled, NoOne), [
            "Die Gegenstelle nahm für die ganze Dauer von write_timeout nichts ab und wurde aufgegeben; ein \
                Close-Frame kam nicht mehr hinaus.",
            STALLED[0],
            STALLED[1],
        ]),
        (Outcome(O::Eof, NoOne), [
            "Der Transport endete, ohne dass in einer Richtung ein Close-Frame ging.",
            EOF[0],
            EOF[1],
        ]),
        (Outcome(O::Reset, NoOne), [
            "Die Verbindung brach ab, ohne dass in einer Richtung ein Close-Frame ging.",
            RESET[0],
            RESET[1],
        ]),
        (Outcome(O::Unreachable, NoOne), [
            "Das System gab die Gegenstelle auf, ohne dass in einer Richtung ein Close-Frame ging.",
            UNREACHABLE[0],
            UNREACHABLE[1],
        ]),
        (Outcome(O::IoError, NoOne), [
            "Ein Fehler des Transports beendete die Verbindung, ohne dass in einer Richtung ein Close-Frame \
                ging.",
            "Eine Schicht unter dem WebSocket ist gescheitert: TLS, eine, die Zeit misst, oder das System.",
            "Sehen Sie error.type an und den Text des Fehlers, den die Anwendung bekommen hat.",
        ]),
        (Outcome(O::ProtocolError, Local), [
            "Die Gegenstelle hat das Protokoll verletzt, und die Verbindung endete deswegen.",
            PROTOCOL_ERROR[0],
            PROTOCOL_ERROR[1],
        ]),
        (Outcome(O::ProtocolError, Remote), [
            "Der Close-Frame der Gegenstelle hat das Protokoll verletzt, und die Verbindung endete deswegen.",
            PROTOCOL_ERROR[0],
            PROTOCOL_ERROR[1],
        ]),
        (Outcome(O::ProtocolError, NoOne), [
            "Die Gegenstelle hat das Protokoll verletzt, und kein Close-Frame ging hinaus, der ihr das sagt.",
            PROTOCOL_ERROR[0],
            PROTOCOL_ERROR[1],
        ]),
        (Outcome(O::InvalidPayload, Local), [
            "Die Gegenstelle hat Text gesendet, der kein UTF-8 ist, und die Verbindung endete deswegen.",
            INVALID_TEXT[0],
            INVALID_TEXT[1],
        ]),
        (Outcome(O::InvalidPayload, Remote), [
            "Der Reason im Close-Frame der Gegenstelle ist kein UTF-8, und die Verbindung endete deswegen.",
            INVALID_REASON[0],
            INVALID_REASON[1],
        ]),
        (Outcome(O::InvalidPayload, NoOne), [
            "Die Gegenstelle hat Text gesendet, der kein UTF-8 ist, und kein Close-Frame ging hinaus, der ihr \
                das sagt.",
            INVALID_TEXT[0],
            INVALID_TEXT[1],
        ]),
        (Outcome(O::TooBig, Local), [
            "Die Gegenstelle hat einen Frame oder eine Nachricht über unserer Grenze gesendet, und die \
                Verbindung endete deswegen.",
            TOO_BIG[0],
            TOO_BIG[1],
        ]),
        (Outcome(O::TooBig, NoOne), [
            "Die Gegenstelle hat einen Frame oder eine Nachricht über unserer Grenze gesendet, und kein \
                Close-Frame ging hinaus, der ihr das sagt.",
            TOO_BIG[0],
            TOO_BIG[1],
        ]),
        (Outcome(O::Dropped, Local), [
            "Die Anwendung gab einen offenen Socket auf, ohne ihn zu schließen; an ihrer Stelle wurde ein \
                Close-Frame gesendet.",
            DROPPED[0],
            DROPPED[1],
        ]),
        (Outcome(O::Dropped, NoOne), [
            "Die Anwendung gab einen offenen Socket auf, ohne ihn zu schließen; an ihrer Stelle ging kein \
                Close-Frame hinaus.",
            DROPPED[0],
            DROPPED[1],
        ]),
        (Outcome(O::Panicked, Local), [
            "Der Handler brach bei offenem Socket mit einer Panic ab; an seiner Stelle wurde ein Close-Frame \
                gesendet.",
            PANICKED[0],
            PANICKED[1],
        ]),
        (Outcome(O::Panicked, NoOne), [
            "Der Handler brach bei offenem Socket mit einer Panic ab; an seiner Stelle ging kein Close-Frame \
                hinaus.",
            PANICKED[0],
            PANICKED[1],
        ]),
        (Spliced(O::Abandoned, Remote), [
            "Der Client hat geschlossen, und der Server dahinter beendete seine Verbindung, ohne zu antworten.",
            "Er verwirft einen Socket, sobald er vom Close erfährt, oder er fuhr gerade herunter.",
            "Sehen Sie im Log dieses Servers nach, was zu der Zeit geschah. Lassen Sie ihn Close-Frames \
                beantworten: Sonst halten Clients ihr ordentliches Close für einen Verbindungsabriss.",
        ]),
        (Spliced(O::Timeout, Local), [
            "Der Server dahinter oder ein Drain hat geschlossen, und es kam nicht rechtzeitig eine Antwort des Clients.",
            "Der Client ist spurlos verschwunden, wie Telefone oft, oder er hängt.",
            "Im Einzelfall ist nichts zu tun. Ist es immer dieselbe Art von Clients, lassen Sie sie \
                Close-Frames beantworten; sind es alle, prüfen Sie das Netz.",
        ]),
        (Spliced(O::Timeout, NoOne), [
            "Ein Close konnte nicht rechtzeitig eingefügt werden oder hinausgehen: In keine Richtung ging ein \
                Close-Frame.",
            "Der Client liest nicht mehr, oder es kam kein Ende eines Frames, hinter dem ein Close stehen darf.",
            "Im Einzelfall ist nichts zu tun. Ist es häufig, lassen Sie diesen Server langsamen Clients weniger \
                senden, und geben Sie einem Drain mehr Zeit.",
        ]),
        (Spliced(O::Timeout, Remote), [
            "Der Client hat geschlossen, und der Server dahinter hat nicht rechtzeitig geantwortet.",
            "Dieser Server hängt, oder er beantwortet keine Close-Frames.",
            "Sehen Sie nach Log und Last dieses Servers zu der Zeit. Lassen Sie ihn Close-Frames beantworten: Sonst \
                halten Clients ihr ordentliches Close für einen Verbindungsabriss.",
        ]),
        (Spliced(O::Dropped, NoOne), [
            "Der Server dahinter beendete seine Verbindung ohne Close-Frame, während der Client noch da war.",
            "Er startete neu, stürzte ab oder wurde gekillt; oder einer seiner Handler gab einen offenen Socket \
                auf.",
            "Vergleichen Sie die Zeit mit den Neustarts dieses Servers: Er muss seine Sockets schließen, bevor er \
                endet. Zu anderen Zeiten suchen Sie nach Abstürzen und nach Handlern, die früh zurückkehren.",
        ]),
        (Violation(Received, V::InvalidCode), [
            "Der Code in ihrem Close-Frame darf nicht gesendet werden (RFC 6455, Abschnitt 7.4).",
            INVALID_CODE[0],
            INVALID_CODE[1],
        ]),
        (Violation(Received, V::TruncatedCode), [
            "Ihr Close-Frame enthält ein einziges Byte, und ein Code hat zwei (RFC 6455, Abschnitt 5.5.1).",
            TRUNCATED_CODE[0],
            TRUNCATED_CODE[1],
        ]),
        (Violation(Received, V::InvalidUtf8), [
            "RFC 6455 verlangt dort UTF-8 (Abschnitt 5.5.1).",
            INVALID_REASON[0],
            INVALID_REASON[1],
        ]),
        (Violation(Received, V::TooLong), [
            "Ihr Close-Frame gibt mehr als 125 Byte Nutzdaten an (RFC 6455, Abschnitt 5.5).",
            "Ein Close-Reason von mehr als 123 Byte, oft der Text eines Fehlers, wurde ungekürzt gesendet.",
            "Korrigieren Sie die Gegenstelle: Sie muss den Close-Reason auf 123 Byte kürzen. Einzelheiten \
                gehören in eine Nachricht davor.",
        ]),
        (Violation(Received, V::Fragmented), [
            "Ihr Close-Frame ist nicht der letzte seiner Nachricht, und ein Kontroll-Frame darf nicht \
                aufgeteilt werden (RFC 6455, Abschnitt 5.5).",
            FRAGMENTED[0],
            FRAGMENTED[1],
        ]),
        (Violation(Received, V::ReservedBits), [
            "In ihrem Close-Frame ist ein reserviertes Bit gesetzt, das keine Erweiterung definiert hat \
                (RFC 6455, Abschnitt 5.2).",
            "Eine Bibliothek, die auch Kontroll-Frames komprimiert, was RFC 7692 verbietet; oder Bytes eines \
                anderen Protokolls wurden für einen Frame gehalten.",
            "Sehen Sie sich die Bytes an, die wirklich kamen, und korrigieren oder aktualisieren Sie dann die \
                Bibliothek der Gegenstelle. Close-Frames werden nie komprimiert.",
        ]),
        (Violation(Received, V::Unmasked), [
            "Der Close-Frame des Clients war nicht maskiert (RFC 6455, Abschnitt 5.1).",
            "Ein selbst geschriebener Client, oder eine Bibliothek, die Close-Frames vergisst: websocket.el \
                von Emacs (geprüft).",
            UNMASKED_FIX,
        ]),
        (Violation(Received, V::Masked), [
            "Der Close-Frame des Servers war maskiert, was nur Clients tun (RFC 6455, Abschnitt 5.1).",
            MASKED[0],
            MASKED[1],
        ]),
        (Violation(Sent, V::InvalidCode), [
            "Die Anwendung wollte mit einem Code schließen, der nicht gesendet werden darf (RFC 6455, Abschnitt \
                7.4). Was hinausging, wenn etwas hinausging, sagt sent_code.",
            "Ein nur gemeldeter Code (1005, 1006, 1015) wurde weitergereicht, oder eine eigene Nummer liegt \
                außerhalb von 3000-4999.",
            "Schließen Sie mit 1000 für ein gewöhnliches Ende, 1011 für eine Störung, 3000-4999 für eigene \
                Gründe. Ein Proxy übersetzt Codes mit relay().",
        ]),
        (Violation(Sent, V::ReasonTooLong), [
            "Die Anwendung gab einen Close-Reason von mehr als 123 Byte an, der nicht hineinpasst (RFC 6455, \
                Abschnitt 5.5).",
            "Der Text eines Fehlers oder die Eingabe eines Nutzers steht im Close-Reason.",
            "Schließen Sie mit einem kurzen, festen Wort. Einzelheiten gehören ins Log oder in eine Nachricht \
                davor.",
        ]),
        (Violation(Sent, V::TruncatedCode), [
            "Die Anwendung übergab einen Close-Frame mit einem einzigen Byte (RFC 6455, Abschnitt 5.5.1).",
            RAW_FRAME[0],
            RAW_FRAME[1],
        ]),
        (Violation(Sent, V::InvalidUtf8), [
            "Die Anwendung übergab einen Close-Frame, dessen Reason kein UTF-8 ist (RFC 6455, Abschnitt 5.5.1).",
            RAW_FRAME[0],
            RAW_FRAME[1],
        ]),
        (Violation(Sent, V::Fragmented), [
            "Der Server dahinter hat einen unvollständigen Close-Frame gesendet, ohne FIN-Bit (RFC 6455, Abschnitt 5.5).",
            WRONG_FRAME[0],
            WRONG_FRAME[1],
        ]),
        (Violation(Sent, V::ReservedBits), [
            "Der Server dahinter hat einen Close-Frame mit einem reservierten Bit gesendet (RFC 6455, Abschnitt 5.2).",
            WRONG_FRAME[0],
            WRONG_FRAME[1],
        ]),
        (Violation(Sent, V::Masked), [
            "Der Server dahinter hat einen maskierten Close-Frame gesendet (RFC 6455, Abschnitt 5.1).",
            WRONG_FRAME[0],
            WRONG_FRAME[1],
        ]),
        (Violation(Sent, V::Rejected), [
            "Die Gegenstelle hielt unser Close für einen Fehler, obwohl es zulässig war: Sie antwortete mit 1002 \
                oder 1007.",
            "Clients, die nur die Codes aus RFC 6455 selbst kennen, antworten so auf die, die die IANA seither \
                registriert hat.",
            "Hier ist nichts kaputt. Aktualisieren Sie den Client; wo das nicht geht, schließen Sie statt mit \
                1012-1014 mit einem Code aus RFC 6455 selbst, etwa 1001.",
        ]),
        (Error(E::Eof), ["Er endete geordnet, mit einem FIN.", EOF[0], EOF[1]]),
        (Error(E::TlsTruncated), [
            "TLS endete ohne close_notify, sodass ein Ende nicht von einem Angriff zu unterscheiden ist.",
            "Viele Clients und Proxys beenden TCP, ohne vorher TLS zu beenden, und ebenso ein Prozess, der \
                gekillt wird.",
            "Behandeln Sie es wie jedes Ende ohne Close-Frame. Kommen alle durch einen Proxy, prüfen Sie \
                dessen Leerlaufgrenze und sein Log.",
        ]),
        (Error(E::ConnectionRefused), [
            "Wohin der Client sich verbinden wollte, hörte niemand.",
            "Der Server läuft nicht oder noch nicht, der Port ist falsch, oder eine Firewall antwortet an \
                seiner Stelle.",
            "Prüfen Sie Adresse und Port, und ob der Server läuft.",
        ]),
        (Error(E::ConnectionReset), [
            "Die Gegenstelle oder etwas unterwegs hat sie zurückgesetzt (RST).",
            RESET[0],
            RESET[1],
        ]),
        (Error(E::ConnectionAborted), [
            "Sie wurde auf dieser Seite beendet, vom System oder von einer Schicht unter dem WebSocket.",
            "Ein Interface fiel aus, oder ein VPN oder Sicherheitsprogramm beendete die Verbindung.",
            "Sehen Sie im Systemlog dieses Hosts nach, was zu der Zeit geschah.",
        ]),
        (Error(E::BrokenPipe), [
            "Wir schrieben auf eine Verbindung, die die Gegenstelle schon beendet hatte.",
            "Die Gegenstelle ging, ohne den WebSocket zu schließen, und erst beim nächsten Schreiben fiel es \
                auf.",
            RESET[1],
        ]),
        (Error(E::ConnectionTimedOut), [
            "Was wir sendeten, wurde nicht rechtzeitig bestätigt (ETIMEDOUT).",
            UNREACHABLE[0],
            UNREACHABLE[1],
        ]),
        (Error(E::HostUnreachable), [
            "Zu ihrem Host führte kein Weg (EHOSTUNREACH, EHOSTDOWN).",
            "Der Host ist aus, oder der letzte Router findet ihn nicht; in einem Cluster ist der Pod oder sein \
                Node fort.",
            "Prüfen Sie, ob der Host läuft. Verschwinden viele auf einmal, prüfen Sie das Netz davor.",
        ]),
        (Error(E::NetworkUnreachable), [
            "Zu ihrem Netz führte kein Weg (ENETUNREACH).",
            "Eine Route fehlt, oder ein VPN oder Tunnel ist ausgefallen.",
            "Prüfen Sie die Routen dieses Hosts und derer unterwegs.",
        ]),
        (Error(E::NetworkDown), [
            "Das Netz auf unserer Seite ist ausgefallen (ENETDOWN).",
            "Ein Interface dieses Hosts wurde abgeschaltet oder verlor den Link.",
            "Prüfen Sie die Interfaces dieses Hosts und sein Systemlog.",
        ]),
        (Error(E::TimedOut), [
            "Eine Zeitgrenze lief ab, die eine Schicht auf unserer Seite gesetzt hatte.",
            "Auf dem Stream unter dem WebSocket liegt ein Timeout, oder ein Handshake dauerte zu lange.",
            "Suchen Sie die Schicht, die den Timeout setzt. Sollen inaktive Verbindungen weiterleben, senden \
                Sie Pings, oder erhöhen Sie ihn.",
        ]),
        (Error(E::Io), [
            "Die Art des Fehlers hat hier keinen Namen.",
            "Seltene Fehler des Systems, oder eines Streams, der kein Socket ist.",
            ERROR_TEXT,
        ]),
        (Error(E::Tls), [
            "TLS ist gescheitert.",
            "Ein Record ließ sich nicht entschlüsseln, ein Zertifikat wurde abgelehnt, oder was kam, war kein \
                TLS.",
            "Testen Sie den Host mit einem anderen TLS-Client, und prüfen Sie, was unterwegs TLS beendet oder \
                mitliest.",
        ]),
        (Error(E::UnmaskedFrame), [
            "Ein Frame des Clients war nicht maskiert (RFC 6455, Abschnitt 5.1).",
            "Ein selbst geschriebener Client, oder einer mit einer Bibliothek für Server.",
            UNMASKED_FIX,
        ]),
        (Error(E::MaskedFrame), [
            "Ein Frame des Servers war maskiert, was nur Clients tun (RFC 6455, Abschnitt 5.1).",
            MASKED[0],
            MASKED[1],
        ]),
        (Error(E::ReservedOpcode), [
            "Ein Frame hatte einen Opcode, den RFC 6455 reserviert (Abschnitt 5.2).",
            "Der Frame davor gab eine falsche Länge an, sodass sein Rest für einen Frame gehalten wurde; oder \
                es ist gar kein WebSocket.",
            "Schneiden Sie die Bytes mit, sehen Sie sich den Frame davor an, und korrigieren oder \
                aktualisieren Sie die Bibliothek der Gegenstelle.",
        ]),
        (Error(E::ReservedBits), [
            "In einem Frame war ein reserviertes Bit gesetzt, obwohl keine Erweiterung vereinbart war: Das \
                erste (RSV1) steht für Kompression.",
            "Die Gegenstelle komprimiert ohne Vereinbarung, oder ein Proxy hat ihr eine andere Antwort auf ihr \
                Angebot gegeben als wir.",
            "Schalten Sie die Kompression im Client aus, oder aktualisieren Sie ihn: tungstenite vereinbart \
                keine. Vergleichen Sie Sec-WebSocket-Extensions im Handshake auf beiden Seiten jedes Proxys.",
        ]),
        (Error(E::FragmentedControlFrame), [
            "Ein Kontroll-Frame war aufgeteilt (RFC 6455, Abschnitt 5.5).",
            FRAGMENTED[0],
            FRAGMENTED[1],
        ]),
        (Error(E::ControlFrameTooBig), [
            "Ein Kontroll-Frame gab mehr als 125 Byte an (RFC 6455, Abschnitt 5.5).",
            "Ein Ping trägt zu viel, ein Close-Reason ist länger als 123 Byte, oder andere Bytes wurden für \
                einen Frame gehalten.",
            "Korrigieren Sie die Gegenstelle: Was länger ist, gehört in eine Nachricht.",
        ]),
        (Error(E::BadFragmentation), [
            "Ein Continuation-Frame kam ohne Anfang, oder eine neue Nachricht mitten in einer anderen \
                (RFC 6455, Abschnitt 5.4).",
            "Zwei Tasks der Gegenstelle schreiben auf eine Verbindung, oder eine Bibliothek vermengt ihre \
                Nachrichten.",
            "Lassen Sie bei der Gegenstelle eine Task nach der anderen schreiben, und prüfen Sie dann die \
                Version ihrer Bibliothek.",
        ]),
        (Error(E::InvalidUtf8), [
            "RFC 6455 lässt die Verbindung dafür abbrechen (Abschnitt 8.1).",
            INVALID_TEXT[0],
            INVALID_TEXT[1],
        ]),
        (Error(E::MessageTooBig), [
            "Die Grenzen sind max_frame_size und max_message_size in der Konfiguration von tungstenite.",
            TOO_BIG[0],
            TOO_BIG[1],
        ]),
        (Error(E::InvalidCloseCode), [
            "Der Code in einem Close-Frame darf nicht gesendet werden (RFC 6455, Abschnitt 7.4).",
            INVALID_CODE[0],
            INVALID_CODE[1],
        ]),
        (Error(E::TruncatedCloseCode), [
            "Ein Close-Frame enthält ein einziges Byte, und ein Code hat zwei (RFC 6455, Abschnitt 5.5.1).",
            TRUNCATED_CODE[0],
            TRUNCATED_CODE[1],
        ]),
        (Error(E::InvalidHttp), [
            "Was statt eines öffnenden Handshakes kam, ist kein HTTP oder bricht dessen Regeln.",
            "Ein Portscan, ein Health-Check mit einem anderen Protokoll, oder ein Proxy, der einen eigenen \
                Header einfügt.",
            "Ist es ein echter Client, schneiden Sie mit, was er sendet. Scans erfordern nichts.",
        ]),
        (Error(E::InvalidUpgrade), [
            "Es ist HTTP, aber kein gültiges Upgrade zu WebSocket (RFC 6455, Abschnitte 4.1 und 4.2.1).",
            "Ein Browser oder Health-Check fragt mit gewöhnlichem HTTP, oder ein Proxy reicht Upgrade und \
                Connection nicht weiter.",
            "Lassen Sie den Proxy beide Header über HTTP/1.1 weiterreichen. Health-Checks brauchen einen \
                eigenen Pfad.",
        ]),
        (Error(E::HttpResponse), [
            "Statt Frames kam eine HTTP-Antwort.",
            "Ein Proxy schreibt eine Fehlerseite in eine Verbindung, die er schon umgestellt hat, oder ein \
                Framework antwortet ein zweites Mal.",
            "Sehen Sie im Log des Proxys oder des Servers der Gegenstelle nach, was zu der Zeit geschah: Die \
                Antwort nennt ihren Status.",
        ]),
        (Error(E::HttpRequest), [
            "Statt Frames kam eine HTTP-Anfrage.",
            "Ein Proxy oder Client benutzt die umgestellte Verbindung für seine nächste Anfrage.",
            "Lassen Sie den Proxy eine umgestellte Verbindung als Tunnel behandeln und nie wiederverwenden.",
        ]),
        (Error(E::TlsRecord), [
            "Statt unverschlüsselter Bytes kam ein TLS-Record.",
            "Die Gegenstelle spricht TLS zu einem Port, der es nicht tut, oder ein Proxy reicht TLS weiter, das \
                er beenden sollte.",
            "Prüfen Sie, welche Station TLS beendet, und ob in der Adresse ws oder wss steht.",
        ]),
        (Error(E::Cancelled), [
            "Die Future, die die beiden Verbindungen verband, wurde verworfen: Keine Seite hat sie beendet.",
            "Ein Timeout um den Splice lief ab, seine Task wurde abgebrochen, oder die Runtime endete.",
            "Beenden Sie ihn mit einem Drain oder Close-Handle, die es beiden Seiten sagen, oder warten Sie den \
                Splice bis zum Ende ab.",
        ]),
        (Error(E::Other), [
            "Die WebSocket-Bibliothek meldete einen Fehler, von dem hier nicht mehr bekannt ist.",
            "Unter axum, dessen Fehler ihre Art nicht nennen, oder wo die Anwendung von einem Ende erzählt.",
            ERROR_TEXT,
        ]),
    ]
}
