// German, for pages.
PageTexts {
    headings: Headings {
        at_a_glance: "Auf einen Blick",
        meaning: "Beschreibung",
        when_seen: "Wann Sie es sehen",
        how_to_fix: "Wie man es behebt",
        http_status: "Als HTTP-Status",
        mistaken: "Leicht zu verwechseln",
        elsewhere: "Was die Zahl anderswo bedeutet",
        overview: "Überblick",
        side_by_side: "Nebeneinander",
        differences: "Wesentliche Unterschiede",
        when_to_use: "Wann welchen verwenden",
        learn_more: "Mehr erfahren",
        reasons: "Was der Close-Reason sagt",
    },
    facts: FactTexts {
        category: FactWords {
            label: "Steht für",
            shared: "Beide stehen für {is}.",
            differs: "{a} steht für {is_a}; {b} steht für {is_b}.",
        },
        remedy: FactWords {
            label: "Wer handeln muss",
            shared: "Wer muss nach beiden handeln? {is}.",
            differs: "Wer muss handeln? Bei {a}: {is_a}; bei {b}: {is_b}.",
        },
        retry: FactWords {
            label: "Neu verbinden",
            shared: "Zum Neuverbinden gilt bei beiden dasselbe: {is}.",
            differs: "Soll sich der Client neu verbinden? Bei {a}: {is_a}; bei {b}: {is_b}.",
        },
        may_be_sent: FactWords {
            label: "In einem Close-Frame",
            shared: "In einem Close-Frame sind beide {is}.",
            differs: "In einem Close-Frame ist {a} {is_a}, {b} {is_b}.",
        },
        sender: FactWords {
            label: "Wer ihn sendet",
            shared: "Absender ist bei beiden {is}.",
            differs: "Wer sendet ihn? {a}: {is_a}; {b}: {is_b}.",
        },
        script: FactWords {
            label: "WebSocket.close() im Browser",
            shared: "WebSocket.close() im Skript einer Webseite: Bei beiden gilt: {is}.",
            differs: "WebSocket.close() im Skript einer Webseite: {a}: {is_a}; {b}: {is_b}.",
        },
        range: FactWords {
            label: "Nummernbereich",
            shared: "Beide liegen im Bereich {is}.",
            differs: "{a} liegt im Bereich {is_a}; {b} liegt im Bereich {is_b}.",
        },
        http: FactWords {
            label: "Ähnlicher HTTP-Status",
            shared: "Ähnlicher HTTP-Status von beiden: {is}.",
            differs: "Ähnlicher HTTP-Status von {a}: {is_a}; von {b}: {is_b}.",
        },
        reference: FactWords {
            label: "Quelle",
            shared: "Nachzulesen sind beide hier: {is}.",
            differs: "Nachzulesen ist {a} hier: {is_a}; {b} hier: {is_b}.",
        },
        subprotocol: "Subprotokoll",
        severity: "Schweregrad",
        owner: "Zuständig",
        runbook: "Runbook",
        retry_source: "Reconnect-Empfehlung nach",
    },
    remedies: Remedies {
        nobody: "niemand",
        peers_developers: "wer die Gegenstelle oder ihre Bibliothek entwickelt",
        messages_sender: "wer die Nachricht gesendet hat",
        rules_owner: "wer die Regel verletzt hat oder sie festlegt",
        credentials_owner: "wer die Zugangsdaten hat oder die Rechte vergibt",
        extensions_operator: "wer die Erweiterungen einstellt, im Server oder im Client",
        servers_operator: "wer den Server betreibt",
        upstreams_operator: "wer den Dienst hinter dem Gateway betreibt",
        slow_sides_operator: "wer die Seite betreibt, die warten ließ",
        paths_operator: "wer den Weg zwischen beiden betreibt, oder den abgestürzten Prozess",
        certificates_owner: "wer die Zertifikate pflegt",
        closers_developers: "wer den schließenden Aufruf geschrieben hat",
        applications_developers: "wer die Anwendung entwickelt",
    },
    ranges: Ranges {
        unused: "nicht verwendet",
        protocol: "Codes des Protokolls",
        unassigned: "dem Protokoll vorbehalten",
        registered: "Bibliotheken und Frameworks",
        private_use: "private Nutzung",
        out_of_range: "außerhalb aller Bereiche",
    },
    yes_no: YesNo {
        allowed: "erlaubt",
        not_allowed: "nicht erlaubt",
        accepted: "erlaubt",
        refused: "wirft InvalidAccessError",
        none: "keiner",
        and: "und",
        judgement: "eigenes Urteil; es folgt aus der Bedeutung",
    },
    ending_labels: EndingLabels {
        local: "unser Close kam zuerst",
        remote: "das Close der Gegenstelle kam zuerst",
        none: "ohne Close-Frame",
        spliced: "in einem Splice",
        sent: "in einem Close von uns",
        received: "in einem Close der Gegenstelle",
        error: "in einem beliebigen Frame, oder ohne einen",
    },
    by_code: "wie der Code es sagt",
    sentences: PageSentences {
        versus: "{a} und {b} im Vergleich",
        stand_for: "{a} steht für {is_a}, {b} für {is_b}.",
        both_stand_for: "{a} und {b} stehen beide für {is}.",
        one_code: "Beide Zahlen sind derselbe WebSocket-Close-Code, {a}: Es gibt nichts zu \
            vergleichen.",
        cases_differ: "{a} kommt ins Spiel, wenn {case_a}; {b}, wenn {case_b}.",
        same_row: "Kein öffentliches Dokument unterscheidet {a} von {b}: Für beide gilt dieselbe \
            Regel, „{name}“. Ein Unterschied besteht nur, wo Client und Server ihn vereinbart \
            haben.",
        same_facts: "{a} heißt „{name_a}“, {b} heißt „{name_b}“. In allem anderen, was hier \
            aufgeführt ist, werden sie gleich behandelt; nur die Zahl sagt der Gegenstelle, \
            welcher Fall vorliegt.",
        causes_differ: "Nur die Ursache unterscheidet sie. {a}: {meaning_a} {b}: {meaning_b}",
        never_send_invalid: "Senden Sie {a} niemals: Die Zahl hat keine Bedeutung, und manche \
            Gegenstellen antworten darauf mit 1002. Eine solche Zahl taucht auf, wenn {case}.",
        never_send_reported: "Senden Sie {a} niemals: Ein Endpunkt meldet ihn seiner eigenen \
            Anwendung, wenn {case}.",
        send_when: "Senden Sie {a}, wenn {case}.",
        send_application: "Senden Sie {a}, wo die Anwendung selbst „{name}“ meint.",
        send_subprotocol: "Bei {subprotocol} ist {a} für „{name}“ vorgesehen.",
        only_from: "Ihn sendet {sender}.",
        neither_may_be_sent: "Senden lässt sich keiner von beiden. Wer schließt, sendet 1000 für ein \
            gewöhnliches Ende, 1011 für eine Störung im Server oder einen Code der Anwendung aus \
            4000-4999.",
        one_may_be_sent: "Senden lässt sich von beiden nur {a}.",
        choose_by_retry: "Scheinen beide zu passen, entscheiden Sie danach, was der Client als \
            Nächstes tun soll. Neu verbinden? {a} sagt: {is_a}; {b} sagt: {is_b}.",
        choose_by_cause: "Scheinen beide zu passen, entscheiden Sie nach der Ursache: Zum \
            Neuverbinden sagen beide dem Client dasselbe ({retry}).",
        choose_by_http: "In HTTP gedacht: {a}, wo die Antwort {status_a} wäre; {b}, wo sie \
            {status_b} wäre.",
        mostly_because: "Leicht zu verwechseln, meist weil {clause}",
        also_because: "Leicht zu verwechseln, auch weil {clause}",
        seen_expected: "Sie sehen {seen}, haben aber {expected} erwartet",
        kinship: "{list} (ähnlich, nicht gleich)",
        http_status: "{status} ist ein HTTP-Status und kein Close-Code. Ähnlich, aber nicht \
            gleich (ein Status beantwortet eine Anfrage, ein Close-Code beendet eine \
            Verbindung): {list}.",
        source: "{of}: {reference}",
        retry_source: "Zum Neuverbinden nach {of}: {reference}",
        observed: "beobachtet mit {client}",
        all_codes: "Alle vergebenen Codes: {reference}",
        in_browsers: "Codes im Browser: {reference}",
    },
    captions: Captions {
        catalog: "WebSocket-Close-Codes",
        all_codes: "Alle Codes",
        compare_with: "Vergleichen mit",
        search: "Suchen",
        search_hint: "Eine Zahl, ein Name oder ein Wort",
        no_match: "Kein Code passt dazu.",
        found: "Gefunden",
        standard_codes: "Codes aus RFC 6455 und dem IANA-Register",
        application_codes: "Codes dieser Anwendung",
        ranges: "Nummernbereiche",
        meanings: "Bedeutungen laut",
        own_meanings: "diesem Server",
        reconnect: "Neu verbinden",
        compare: "Zwei Codes vergleichen",
        compare_button: "Vergleichen",
        first_code: "Code",
        second_code: "mit",
        swap: "Beide vertauschen",
        neighbours: "Oft gegen ihn abgewogen oder mit ihm verwechselt",
        often_compared: "Paare, die oft verglichen werden",
        other_codes: "Alle übrigen Codes",
        console: "Konsole",
        endings: "Enden",
        outcomes: "Ergebnisse",
        violations: "Regeln, die ein Close-Frame verletzt hat",
        error_types: "Arten von Fehlern",
        not_an_ending: "So heißt kein Ende.",
        alerts: "Alarme",
        alerts_in_english: "Was folgt, gibt es nur auf Englisch.",
        not_an_alert: "So heißt kein Alarm.",
        pages: "Seiten",
        no_such_page: "Diese Seite gibt es nicht",
        not_a_code: "Close-Codes sind die Zahlen von 0 bis 65535.",
        bad_request: "So geht es nicht",
        unknown_language: "In dieser Sprache gibt es diese Seiten nicht, nur in denen oben.",
        unknown_subprotocol: "Ein Subprotokoll dieses Namens ist hier nicht bekannt; welche es gibt, \
            steht in der Liste aller Codes.",
        read_only: "Diese Seite lässt sich nur lesen.",
        subprotocols: "Subprotokolle",
        skip_navigation: "Zum Inhalt springen",
        language: "Sprache",
    },
    cases: &[
        (1000..=1000, "die Verbindung ihren Zweck erfüllt hat und Sie sie absichtlich beenden"),
        (
            1001..=1001,
            "Ihr Server herunterfährt oder Ihr Client geht, obwohl noch etwas zu tun sein könnte",
        ),
        (
            1002..=1002,
            "die Gegenstelle gegen das Protokoll selbst verstoßen hat, etwa bei den Frames",
        ),
        (
            1003..=1003,
            "die Gegenstelle Text statt Binärdaten oder Binärdaten statt Text geschickt hat und \
                Sie das nicht annehmen",
        ),
        (
            1004..=1004,
            "eine nach einem alten Entwurf gebaute Gegenstelle damit eine zu große Nachricht \
                beanstandet",
        ),
        (1005..=1005, "ein Close-Frame ohne Code angekommen ist"),
        (
            1006..=1006,
            "die Verbindung ohne Close-Frame geendet hat oder ein Browser sie gar nicht erst \
                aufbauen konnte",
        ),
        (
            1007..=1007,
            "ein Text oder ein Close-Reason kein gültiges UTF-8 ist oder der Inhalt sonst nicht \
                zum Typ der Nachricht passt",
        ),
        (
            1008..=1008,
            "eine Nachricht gegen eine eigene Regel verstößt, für die kein Code genauer ist, oder \
                die Einzelheiten verborgen bleiben sollen",
        ),
        (1009..=1009, "eine Nachricht Ihre Größengrenze überschreitet"),
        (
            1010..=1010,
            "Sie der Client sind und der Server eine Erweiterung weggelassen hat, ohne die Sie \
                nicht auskommen",
        ),
        (
            1011..=1011,
            "etwas Unerwartetes Ihren Server daran hindert, die Verbindung weiter zu bedienen",
        ),
        (1012..=1012, "Ihr Dienst neu startet und gleich wieder da ist"),
        (1013..=1013, "Ihr Server zu viel zu tun hat und Verbindungen loswerden muss"),
        (1014..=1014, "Ihr Gateway vom Server dahinter keine gültige Antwort bekommt"),
        (
            1015..=1015,
            "der TLS-Handshake gescheitert und deshalb gar kein WebSocket zustande gekommen ist",
        ),
        (3000..=3000, "der Gegenstelle die nötige Anmeldung fehlt oder ihr Token nicht mehr gilt"),
        (3003..=3003, "die Gegenstelle bekannt ist, aber das Recht für ihre Anfrage nicht hat"),
        (3008..=3008, "eine Anfrage der Anwendung zu lange ohne Antwort geblieben ist"),
        (
            0..=999,
            "eine Gegenstelle das Feld nie gesetzt oder einen HTTP-Status oder Exit-Code \
                hineingeschrieben hat",
        ),
        (
            1016..=2999,
            "eine Gegenstelle sich einen Code ausgedacht hat oder eine neuere Fassung des \
                Registers kennt",
        ),
        (
            3000..=3999,
            "der Fall eingetreten ist, für den Ihre Bibliothek oder Ihr Framework den Code \
                festgelegt hat",
        ),
        (
            4000..=4999,
            "der Fall eingetreten ist, für den Client und Server den Code vereinbart haben",
        ),
        (
            5000..=65535,
            "eine Gegenstelle eine zu große Zahl geschrieben oder die beiden Bytes vertauscht hat",
        ),
    ],
    details: &[(
        1010,
        &[
            Detail {
                heading: "Wie eine Erweiterung ausgehandelt wird",
                parts: &[
                    Part::Text("Der Client zählt Erweiterungen in Sec-WebSocket-Extensions auf; \
                        der Server wiederholt in seiner 101-Antwort die, die er annimmt. Eine \
                        wegzulassen ist zulässig, und die Verbindung steht dann ohne sie. 1010 \
                        sendet ein Client, der damit nicht leben kann; nach der RFC nennt er im \
                        Close-Reason, was fehlt. Ein Server, der selbst eine Erweiterung braucht, \
                        hat dafür keinen Code: Er lehnt den Handshake ab, etwa mit 400."),
                ],
            },
            Detail {
                heading: "Wer ihn senden kann",
                parts: &[
                    Part::Text("Nur ein Client, und keiner, der als Skript in einer Webseite \
                        läuft: WebSocket.close() wirft bei 1010 einen InvalidAccessError, und \
                        Browser kommen ohne Kompression aus, wenn der Server sie nicht anbietet. \
                        Suchen Sie unter den User-Agents dieser Verbindungen also eine native App, \
                        ein Gerät oder einen Dienst."),
                ],
            },
            Detail {
                heading: "Wie man es prüft, mit einem Befehl",
                parts: &[
                    Part::Text("Fordern Sie den Handshake so an wie dieser Client, einmal beim \
                        Server selbst und einmal durch jeden Proxy davor, und vergleichen Sie die \
                        Antworten. curl wartet danach auf Frames; -m beendet es."),
                    Part::Code("curl -i -N --http1.1 -m 5 -H \"Connection: Upgrade\" \\\n\
                            \x20 -H \"Upgrade: websocket\" -H \"Sec-WebSocket-Version: 13\" \\\n\
                            \x20 -H \"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\" \\\n\
                            \x20 -H \"Sec-WebSocket-Extensions: permessage-deflate\" \\\n\
                            \x20 https://example.com/chat"),
                    Part::Text("Die Zeile Sec-WebSocket-Extensions: permessage-deflate in der \
                        101-Antwort heißt, dass die Erweiterung vereinbart ist. Sendet der Server \
                        sie und der Proxy nicht, verliert sie der Proxy. Sendet schon der Server \
                        sie nicht, kann das niemand vor ihm ausgleichen, außer ein Proxy beendet \
                        den WebSocket und spricht selbst einen komprimierten."),
                ],
            },
            Detail {
                heading: "Wo die Liste steht",
                parts: &[
                    Part::Text("Im Log dieser Crate steht der Close-Reason der Gegenstelle in \
                        websocket.close.reason, sofern das Log Reasons nicht weglassen soll; \
                        daneben nennt user_agent.original den Client, wo Felder der Anfrage \
                        mitgeschrieben werden. Ein leerer Reason ist häufig: Dann fragen Sie die \
                        Entwickler des Clients, was er anbietet."),
                ],
            },
            Detail {
                heading: "Mit einem Server auf tungstenite",
                parts: &[
                    Part::Text("tungstenite implementiert keine Erweiterung, jedenfalls bis 0.30, \
                        und damit auch tokio-tungstenite und axum nicht: In seiner Antwort steht \
                        nie eine, und keine Einstellung ändert das. Ein Handshake-Callback, der \
                        den Header ergänzt, würde die Verbindung nur zerstören, denn komprimierte \
                        Frames kann tungstenite nicht lesen. Was bleibt: Ein Proxy davor beendet \
                        den komprimierten WebSocket, eine Bibliothek mit permessage-deflate \
                        bedient solche Clients, oder der Client kommt ohne aus."),
                ],
            },
            Detail {
                heading: "Wie man alarmiert",
                parts: &[
                    Part::Text("Ein einzelner 1010 ist die Entscheidung eines Clients; dem Server \
                        fehlt nichts. Ein Client, der den Rat missachtet, kommt aber wieder und \
                        scheitert jedes Mal. Zählen Sie deshalb über einige Minuten, öffnen Sie \
                        ein Ticket, statt jemanden zu wecken, und sehen Sie zuerst nach, was \
                        zuletzt ausgerollt wurde: Client, Proxy oder Server."),
                    Part::Code("increase(websocket_closes_total{\n\
                            \x20 code=\"1010\", initiator=\"remote\"\n\
                            }[15m]) > 0"),
                ],
            },
            Detail {
                heading: "Wie ein Client ihn sendet",
                parts: &[
                    Part::Text("tungstenite bietet als Client keine Erweiterung an und hat deshalb \
                        nie einen Grund dazu. Mit ws für Node.js:"),
                    Part::Code("// npm install ws\n\
                            const ws = new WebSocket(\"wss://example.com/chat\");\n\
                            ws.on(\"open\", () => {\n\
                            \x20 const missing = !ws.extensions.includes(\"permessage-deflate\");\n\
                            \x20 if (missing) ws.close(1010, \"permessage-deflate\");\n\
                            });"),
                ],
            },
        ],
    )],
    causes: Causes {
        path: "unterwegs etwas die Verbindung gekappt hat",
        let_go: "eine Seite losließ, bevor ein Close-Frame geschrieben war",
        never_opened: "die Verbindung nie zustande kam",
        rejected: "der Empfänger das Gesendete zurückgewiesen hat",
        rewritten: "eine Bibliothek oder ein Proxy einen anderen Code meldet",
        own_use: "eine Bibliothek oder ein Dienst den Code auf eigene Weise verwendet",
    },
    contrasts: &[
        Contrast {
            of: (1000, 1001),
            difference: "Bei 1000 ist die Arbeit getan, und niemand muss zurückkommen. Bei 1001 \
                geht eine Seite, obwohl noch etwas zu tun sein kann. Oft entscheidet das über das \
                Neuverbinden: Der JavaScript-Client von Phoenix etwa bleibt nach 1000 weg.",
            decision: "Gibt es noch etwas, wofür der Client zurückkommen soll? Wenn nicht, senden \
                Sie 1000. Fährt ein Server herunter oder geht ein Client mittendrin, senden Sie \
                1001: Manche Clients halten 1000 für ein endgültiges Ende und kommen nie wieder.",
        },
        Contrast {
            of: (1000, 1005),
            difference: "Beide kommen mit einem Close-Frame, die Verbindung endete also geordnet. \
                1000 sagt das in zwei Bytes; hinter 1005 steht ein Frame, in dem nichts steht, und \
                ob alles gut war, lässt sich nur vermuten.",
            decision: "Schließen Sie selbst? Dann geben Sie dem Aufruf einen Code mit, 1000, wenn \
                alles in Ordnung ist; 1005 lässt sich nicht senden. Sehen Sie ihn nur? Dann \
                behandeln Sie 1005 wie 1000, es sei denn, ein Proxy auf dem Weg verschluckt die \
                Codes.",
        },
        Contrast {
            of: (1000, 1006),
            difference: "1000 ist eine Aussage der Gegenstelle, 1006 die Beobachtung, dass keine \
                kam. Nach 1000 hat die Gegenstelle alles gesendet, was sie senden wollte; nach \
                1006 weiß niemand, welche der letzten Nachrichten angekommen sind.",
            decision: "Kam ein Close-Frame mit 1000 an? Dann gibt es nichts zu reparieren und \
                keinen Grund, neu zu verbinden. Kam keiner, wird 1006 gemeldet: Verbinden Sie sich \
                mit wachsender Wartezeit (Backoff) neu und suchen Sie die Ursache. Senden lässt \
                sich nur 1000.",
        },
        Contrast {
            of: (1000, 1010),
            difference: "1000 sagt, dass alles erledigt ist, 1010, dass es so nicht geht: In der \
                Handshake-Antwort des Servers fehlt eine Erweiterung, die der Client braucht. 1000 \
                darf jede Seite senden, 1010 nur ein Client, und kein Skript einer Webseite. Nach \
                1000 gibt es nichts zu beheben; 1010 kommt bei jedem Versuch wieder, bis Server, \
                Proxy oder Client geändert ist.",
            decision: "Schreiben Sie den Client? Kommt er ohne die Erweiterung aus, die der Server \
                weggelassen hat, nutzen Sie die Verbindung und beenden sie mit 1000; wenn nicht, \
                senden Sie 1010 und nennen im Close-Reason, was fehlt. Betreiben Sie den Server \
                und sehen 1010? Lesen Sie den Reason, vergleichen Sie die Handshake-Antwort des \
                Servers mit der hinter dem Proxy, und ändern Sie die Stelle, die die Erweiterung \
                weglässt. Ein Server sendet nie 1010: Er lehnt stattdessen den Handshake ab.",
        },
        Contrast {
            of: (1000, 1011),
            difference: "1000 schließt eine erledigte Arbeit ab, 1011 eine gescheiterte. Wer eine \
                Exception hinter 1000 versteckt, sagt den Clients, dass sie wegbleiben sollen, und \
                dem Monitoring, dass alles in Ordnung ist.",
            decision: "Hat der Handler so geendet, wie er sollte? Dann senden Sie 1000. Haben eine \
                Exception, eine Panic oder ein ausgefallener Dienst im Hintergrund ihn beendet? \
                Dann senden Sie 1011, ohne Interna im Close-Reason.",
        },
        Contrast {
            of: (1000, 1012),
            difference: "Beide Enden hat jemand gewollt, aber 1012 bittet den Client, \
                wiederzukommen, und zwar nach einer zufälligen Pause von 5 bis 30 Sekunden. 1000 \
                bittet um nichts.",
            decision: "Soll der Client von selbst zurückkommen? Startet der Server nur neu, senden \
                Sie 1012; ist die Sitzung endgültig vorbei, 1000. Ein Deployment, das mit 1000 \
                schließt, lässt Clients zurück, die es für das Ende halten.",
        },
        Contrast {
            of: (1001, 1005),
            difference: "1001 nennt einen Grund, 1005 meldet ein geordnetes Ende, das keinen \
                nennt. Verschwindet die Seite, sendet ein Browser von selbst 1001; ruft ein Skript \
                close() ohne Code auf, sendet er einen leeren Close-Frame, und der wird als 1005 \
                gemeldet.",
            decision: "Fahren Sie einen Server herunter? Dann geben Sie dem Aufruf, der schließt, \
                1001 mit; 1005 lässt sich nicht senden. Sehen Sie 1005 bei jedem Deployment? Dann \
                schließt das Herunterfahren ohne Code, oder ein Proxy verschluckt ihn.",
        },
        Contrast {
            of: (1001, 1006),
            difference: "Wer mit 1001 geht, verabschiedet sich; bei 1006 ist die Gegenstelle \
                einfach weg. Dasselbe Deployment führt zum einen oder zum anderen, je nachdem, ob \
                der Server noch Close-Frames sendet, bevor sein Prozess endet.",
            decision: "Fällt der Code 1006 mit Deployments zusammen? Dann soll der Server an jede \
                Verbindung 1001 senden und die Antworten abwarten, bevor er sich beendet. Kommen \
                sie zu anderen Zeiten, prüfen Sie Leerlauf-Timeouts, Abstürze und das Netz. 1006 \
                wird nie gesendet.",
        },
        Contrast {
            of: (1001, 1011),
            difference: "Bei 1001 hat jemand entschieden, dass der Server geht, bei 1011 ein \
                Fehler. Das eine gehört ins Deployment-Log, das andere in einen Alarm.",
            decision: "War das Ende geplant? Dann senden Sie 1001. Hat ein Fehler es erzwungen? \
                Dann senden Sie 1011: Eine Absturzschleife, die mit 1001 schließt, sieht aus wie \
                ein gewöhnliches Deployment.",
        },
        Contrast {
            of: (1001, 1012),
            difference: "Beide kündigen an, dass der Server geht, aber nur 1012 verspricht, dass \
                er wiederkommt, und nennt in seiner Registrierung die Wartezeit: 5 bis 30 \
                Sekunden, zufällig gewählt. 1001 lässt offen, ob jemand zurückkommt, und auch ein \
                Client, der geht, darf ihn senden.",
            decision: "Geht der Server, und ist er gleich wieder da? Dann sagt 1012 den Clients am \
                meisten. Ist er endgültig weg, geht ein Client, oder zählen WebKit-Clients, die \
                1012 als 1006 melden? Dann senden Sie 1001; den haben alle geprüften Clients \
                verstanden.",
        },
        Contrast {
            of: (1001, 1013),
            difference: "Bei 1001 geht es um das Ende des Servers selbst, bei 1013 um seine Last: \
                Mit 1013 läuft er weiter und wird nur Verbindungen los. Nach 1001 kommen Clients \
                mit wachsender Wartezeit (Backoff) zurück, nach 1013 sollen sie zu einer anderen \
                Adresse gehen.",
            decision: "Hört der Server auf? Dann senden Sie 1001. Läuft er weiter und hat nur zu \
                viel zu tun? Dann senden Sie 1013, damit die Clients nicht sofort zurückkommen und \
                die Last noch erhöhen.",
        },
        Contrast {
            of: (1002, 1003),
            difference: "Bei 1002 sind die Frames selbst falsch; bei 1003 sind sie richtig, \
                bringen aber Text oder Binärdaten zu einem Endpunkt, der nur das jeweils andere \
                annimmt. Das eine merkt die Bibliothek von selbst, das andere entscheidet die \
                Anwendung.",
            decision: "Hätte jede WebSocket-Bibliothek, die sich an RFC 6455 hält, den Frame \
                angenommen? Wenn nicht, senden Sie 1002. Wenn doch und nur Ihr Endpunkt diese Art \
                von Daten nicht annimmt, senden Sie 1003.",
        },
        Contrast {
            of: (1002, 1006),
            difference: "Bei 1002 hat die Gegenstelle einen Fehler gefunden und es gesagt; bei \
                1006 hat niemand etwas gesagt. Eine Bibliothek, die bei einem kaputten Frame die \
                Verbindung fallen lässt, wie tungstenite es tut, macht aus dem einen das andere.",
            decision: "Haben Sie einen kaputten Frame gefunden? Dann senden Sie 1002, bevor Sie \
                die Verbindung aufgeben; 1006 lässt sich nicht senden. Sehen Sie 1006? Dann lesen \
                Sie das Log der anderen Seite: Vielleicht steht dort der Fehler, den sie nicht \
                gemeldet hat.",
        },
        Contrast {
            of: (1002, 1007),
            difference: "Bei 1002 verletzt der Frame eine Regel des Protokolls, bei 1007 ist er \
                wohlgeformt, und nur sein Inhalt passt nicht zum Typ der Nachricht. Das ist vor \
                allem Text, der kein UTF-8 ist.",
            decision: "Stimmen Maskierung, Opcode, reservierte Bits und Reihenfolge der Frames? \
                Wenn nicht, senden Sie 1002. Wenn ja und nur die Bytes eines Textes oder einem \
                Close-Reason kein gültiges UTF-8 sind, senden Sie 1007.",
        },
        Contrast {
            of: (1002, 1008),
            difference: "1002 ist ein Verstoß gegen RFC 6455, den jeder Endpunkt zurückweisen \
                muss. 1008 ist ein Verstoß gegen Ihre eigenen Regeln durch eine Nachricht, an der \
                als WebSocket nichts auszusetzen ist.",
            decision: "Steht die verletzte Regel in RFC 6455? Dann senden Sie 1002. Steht sie in \
                Ihren Bedingungen, Grenzwerten oder Nachrichtenformaten? Dann senden Sie 1008, mit \
                einem kurzen Wort im Close-Reason, das die Regel nennt.",
        },
        Contrast {
            of: (1002, 1009),
            difference: "Bei 1009 ist an der Form nichts falsch: Die Nachricht ist nur länger, als \
                dieser Endpunkt annimmt. Eine Ausnahme sind Control-Frames, denn die begrenzt RFC \
                6455 selbst auf 125 Byte; ein längerer ist ein Fall für 1002.",
            decision: "Ginge dieselbe Nachricht bei einer höheren Grenze durch? Dann senden Sie \
                1009. Wäre sie bei jeder Grenze falsch, wie ein Ping oder ein Close-Frame von mehr \
                als 125 Byte? Dann senden Sie 1002.",
        },
        Contrast {
            of: (1002, 1010),
            difference: "Um Erweiterungen kann es bei beiden gehen. Bei 1010 fehlt eine, die der \
                Client braucht; bei 1002 wird eine benutzt, die nie vereinbart war, etwa bei \
                komprimierten Frames, deren reserviertes Bit niemand ausgehandelt hat.",
            decision: "Fehlt etwas, das Ihr Client braucht? Dann sendet er 1010 und nennt die \
                Erweiterung. Benutzt die Gegenstelle etwas, das im Handshake nicht vereinbart \
                wurde? Dann senden Sie 1002. Ein Server, dem eine Erweiterung fehlt, lehnt \
                stattdessen den Handshake ab.",
        },
        Contrast {
            of: (1002, 1011),
            difference: "1002 gibt den Frames der Gegenstelle die Schuld, 1011 dem Absender \
                selbst: nach RFC 6455 einem Server, nach Erratum 3227 einer beliebigen Seite. Eine \
                Exception, die ein Handler bei einem korrekten Frame wirft, ist kein \
                Protokollfehler.",
            decision: "Zeigt ein Mitschnitt einen Frame, der RFC 6455 verletzt? Dann senden Sie \
                1002: Sein Absender muss repariert werden. Ist der Frame korrekt, und Ihr Server \
                scheitert daran? Dann senden Sie 1011: Ihr Server muss repariert werden.",
        },
        Contrast {
            of: (1002, 1014),
            difference: "Die Ursachen haben nichts gemeinsam: hier ein kaputter Frame, dort ein \
                ausgefallener Server hinter einem Gateway. Verwechselt werden sie, weil manche \
                Empfänger 1014 nicht kennen: Sie antworten mit 1002, und tungstenite zeigt auch \
                der eigenen Anwendung 1002.",
            decision: "Ist der Server hinter Ihrem Gateway ausgefallen? Dann senden Sie 1014. Ist \
                der Frame kaputt, der vor Ihnen liegt? Dann senden Sie 1002. Lesen Sie 1002 hinter \
                einem Gateway? Dann schneiden Sie den Close-Frame mit, bevor Sie den Client \
                verdächtigen: Er kann ein umgeschriebener 1014 sein.",
        },
        Contrast {
            of: (1003, 1007),
            difference: "1003 weist eine ganze Art von Nachrichten ab, Text oder Binärdaten, egal \
                was darin steht. 1007 nimmt die Art an und lehnt den Inhalt ab, weil er nicht dazu \
                passt: Text, der kein UTF-8 ist.",
            decision: "Wäre jede Nachricht dieser Art abgewiesen worden? Dann senden Sie 1003. \
                Wäre eine mit sauberem Inhalt angenommen worden? Dann senden Sie 1007. Kaputtes \
                JSON in sauberem UTF-8 melden Sie besser mit 1008 oder einem eigenen Code.",
        },
        Contrast {
            of: (1003, 1008),
            difference: "RFC 6455 ordnet die beiden: 1008 ist die allgemeine Absage für alles, was \
                weder 1003 noch 1009 abdeckt. 1003 sagt genau, dass hier kein Text oder keine \
                Binärdaten angenommen werden, und damit kann der Absender etwas anfangen.",
            decision: "Weisen Sie die Art der Daten ab? Dann senden Sie 1003. Ist es etwas anderes \
                an der Nachricht, oder sollen die Einzelheiten verborgen bleiben? Dann senden Sie \
                1008.",
        },
        Contrast {
            of: (1003, 1009),
            difference: "1003 lehnt die Art der Daten ab, 1009 die Menge. In kleineren Nachrichten \
                geschickt, kommen dieselben Daten nach 1009 durch, nach 1003 nie.",
            decision: "Wäre eine kurze Nachricht derselben Art angenommen worden? Dann senden Sie \
                1009. Wenn nicht einmal die, senden Sie 1003.",
        },
        Contrast {
            of: (1004, 1009),
            difference: "1009 ist der Code für eine Nachricht über der Grenze. 1004 hatte diese \
                Bedeutung nur in alten Entwürfen und Handbüchern; RFC 6455 reserviert ihn, ohne \
                eine festzulegen, und manche Empfänger antworten darauf mit 1002.",
            decision: "Ist eine Nachricht zu groß? Dann senden Sie 1009. 1004 wird nie gesendet: \
                Ersetzen Sie ihn, wo Code das noch tut, und lesen Sie einen empfangenen 1004 als \
                Zeichen einer Gegenstelle, die nach einem alten Entwurf gebaut ist.",
        },
        Contrast {
            of: (1005, 1006),
            difference: "Ein Frame ohne Code oder gar kein Frame: Bei 1005 hat die Gegenstelle \
                geordnet geschlossen und nur den Code weggelassen, bei 1006 endete die Verbindung, \
                ohne dass ein Close-Frame gekommen war. Das eine gilt als sauber, das andere \
                nicht.",
            decision: "Keiner von beiden wird je gesendet. Kam ein Close-Frame an? Dann wird 1005 \
                gemeldet: Lassen Sie die Gegenstelle beim Schließen einen Code nennen. Kam keiner? \
                Dann wird 1006 gemeldet: Prüfen Sie den Fehler des Transports, Leerlauf-Timeouts \
                und Abstürze.",
        },
        Contrast {
            of: (1006, 1008),
            difference: "1008 ist eine Absage, die angekommen ist. 1006 kann dieselbe Absage sein, \
                nur zu früh erteilt: Ein Server, der schon im Handshake ablehnt, antwortet mit \
                einem HTTP-Status, und ein Browser meldet jeden gescheiterten Handshake als 1006.",
            decision: "Muss ein Browser erfahren, warum er abgewiesen wurde? Dann nehmen Sie den \
                Handshake an und schließen mit 1008 und einem Close-Reason. Genügt ein \
                HTTP-Status? Dann lehnen Sie den Handshake ab, und der Browser meldet 1006. \
                Gesendet wird 1006 nie.",
        },
        Contrast {
            of: (1006, 1009),
            difference: "Eine Nachricht über der Grenze kann mit beiden enden. Bei 1009 sagt der \
                Empfänger, dass seine Grenze überschritten ist; eine Bibliothek, die stattdessen \
                die Verbindung fallen lässt, hinterlässt beim Absender 1006, und das sieht nach \
                einem Fehler im Netz aus.",
            decision: "Setzen Sie die Grenze durch? Dann senden Sie 1009, bevor Sie die Verbindung \
                aufgeben. Sehen Sie 1006? Dann prüfen Sie, ob er auf große Nachrichten folgt; wenn \
                ja, steckt wohl eine Größengrenze auf dem Weg dahinter. 1006 wird nie gesendet.",
        },
        Contrast {
            of: (1006, 1011),
            difference: "Zwei Spuren eines Servers in Not: Bei 1011 hat er es gemerkt und konnte \
                es noch sagen, bei 1006 war er vorher weg. Eine Panic, die den Socket mitreißt, \
                zeigt sich als 1006, eine abgefangene als 1011.",
            decision: "Kann Ihr Server den Fehler abfangen? Dann senden Sie 1011; 1006 lässt sich \
                nicht senden. Sehen Sie 1006? Dann suchen Sie nach gekillten Prozessen (SIGKILL, \
                OOM), nach Handlern, die ihren Socket fallen lassen, und im Netz; ein abgefangener \
                Fehler hätte sich als 1011 gezeigt.",
        },
        Contrast {
            of: (1006, 1012),
            difference: "Nach einem sauberen Neustart sehen Clients 1012 und wissen, dass der \
                Dienst wiederkommt. 1006 sehen sie, wenn der Prozess ohne Close-Frame endet, in \
                WebKit aber selbst dann, wenn 1012 gesendet wurde.",
            decision: "Starten Sie den Dienst neu? Dann senden Sie 1012 und warten die Antworten \
                ab; 1006 wird nie gesendet. Melden nur WebKit-Clients 1006? Dann ist 1012 selbst \
                die Ursache: Kündigen Sie ihnen den Neustart mit 1001 an.",
        },
        Contrast {
            of: (1006, 1013),
            difference: "1013 ist das Wort des Servers selbst, dass er zu viel zu tun hat. 1006 \
                unter Last sagt nichts dergleichen: Ein Prozess oder ein Proxy, der Verbindungen \
                fallen lässt, hinterlässt dieselbe Spur wie ein gekapptes Kabel.",
            decision: "Kann der Server noch antworten? Dann schließen Sie überzählige Verbindungen \
                mit 1013, damit die Clients wissen, dass sie vorerst wegbleiben sollen. Häufen \
                sich 1006? Dann vergleichen Sie die Zeiten mit der Last: Gesendet hat sie niemand, \
                und keine Gegenstelle kann Ihnen mehr sagen.",
        },
        Contrast {
            of: (1006, 1014),
            difference: "1014 ist die Auskunft des Gateways über den Server dahinter. 1006 kommt \
                an, wenn das Gateway keine Auskunft gibt, sondern die Verbindung zum Client \
                genauso abreißen lässt wie die andere.",
            decision: "Schreiben Sie das Gateway? Dann senden Sie 1014, wenn der Server dahinter \
                ausfällt; 1006 dürfen Sie nicht weiterreichen, denn er wird nie gesendet. Sehen \
                Sie 1006 durch ein Gateway hindurch? Dann suchen Sie in dessen Log nach dem Ende \
                der Verbindung dahinter.",
        },
        Contrast {
            of: (1006, 1015),
            difference: "Bei 1015 ist der TLS-Handshake gescheitert, und es gab nie einen \
                WebSocket; bei 1006 endete eine Verbindung ohne Close-Frame. Browser zeigen \
                Skripten für beides 1006, damit eine Seite nicht das Netz auskundschaften kann.",
            decision: "Keiner von beiden wird je gesendet. War die Verbindung jemals offen? Dann \
                ist es 1006: Prüfen Sie den Transport und Leerlauf-Timeouts. Ging sie nie auf und \
                beginnt die Adresse mit wss, testen Sie das Zertifikat mit einem TLS-Client, auch \
                wenn statt 1015 nur 1006 zu sehen ist.",
        },
        Contrast {
            of: (1006, 3008),
            difference: "3008 ist das Urteil der Anwendung über eine Anfrage, die zu lange \
                gedauert hat, mitgeteilt in einem Close-Frame. 1006 bleibt zurück, wenn unterwegs \
                ein Timeout abläuft: Ein Proxy oder Load-Balancer, der eine inaktive Verbindung \
                kappt, sagt nichts.",
            decision: "Wer hat die Geduld verloren? Ist es Ihre Anwendung, sendet sie 3008. Endet \
                die Verbindung immer nach derselben Leerlaufzeit und mit 1006, war es etwas auf \
                dem Weg: Senden Sie Pings in kürzerem Abstand. 1006 wird nie gesendet.",
        },
        Contrast {
            of: (1007, 1008),
            difference: "1007 ist ein Mangel, den jeder Empfänger fände, denn die Bytes sind \
                nicht, was der Typ der Nachricht verspricht. 1008 ist eine Regel nur dieses \
                Endpunkts; anderswo kann dieselbe Nachricht willkommen sein.",
            decision: "Ist der Text kein gültiges UTF-8? Dann senden Sie 1007. Ist es sauberer \
                Text, den Ihre Regeln ablehnen, etwa ein ungültiges Token, ein verbotener Befehl \
                oder ein falsches Format? Dann senden Sie 1008.",
        },
        Contrast {
            of: (1007, 1011),
            difference: "1007 gibt den Fehler an die Gegenstelle zurück, deren Inhalt nicht gültig \
                ist. 1011 behält ihn beim Server, der mit gültigem Inhalt nicht zurechtkam.",
            decision: "Lässt sich der Inhalt so dekodieren, wie sein Typ es verlangt? Wenn nicht, \
                senden Sie 1007. Wenn ja, und der Handler scheitert trotzdem daran, etwa an einem \
                Feld, mit dem er nicht gerechnet hat, senden Sie 1011.",
        },
        Contrast {
            of: (1008, 1009),
            difference: "1009 ist der Sonderfall, 1008 der allgemeine. Beide weisen eine Nachricht \
                ab, aber nur 1009 sagt, dass eine kürzere durchkäme.",
            decision: "Weisen Sie die Größe einer einzelnen Nachricht ab? Dann senden Sie 1009. \
                Geht es um Häufigkeit, Inhalt oder Zugangsdaten? Dann senden Sie 1008, auch bei \
                einem Kontingent für viele Nachrichten zusammen.",
        },
        Contrast {
            of: (1008, 1011),
            difference: "1008 gibt dem Client die Schuld, 1011 dem Server. Nach 1008 scheitert \
                derselbe Versuch wieder; nach 1011 kann er gelingen, und deshalb versuchen Clients \
                es erneut.",
            decision: "Hätte der Client das Ende vermeiden können? Dann senden Sie 1008. Konnte er \
                nichts dafür, weil Ihr Code oder etwas dahinter versagt hat? Dann senden Sie 1011. \
                Senden Sie 1011 nicht für Grenzwerte und Kontingente: Clients liefen immer wieder \
                dagegen an.",
        },
        Contrast {
            of: (1008, 1013),
            difference: "Bei 1008 hat dieser Client etwas falsch gemacht, zum Beispiel zu schnell \
                gefragt. Bei 1013 hat niemand etwas falsch gemacht, der Server hat nur zu viel zu \
                tun. Beim einen geht es um Verhalten, beim anderen um Last.",
            decision: "Hätte es auch einen Client getroffen, der sich an alles hält? Dann ist es \
                Überlast: Senden Sie 1013. Hat dieser eine Client eine Grenze überschritten, die \
                für jeden gilt? Dann senden Sie 1008. Die Dokumentation von Bun rechnet \
                Ratenbegrenzung zu 1013; lesen Sie als Client also den Close-Reason.",
        },
        Contrast {
            of: (1008, 3000),
            difference: "3000 sagt genau, was fehlt: eine Anmeldung. 1008 steht für jede Regel; \
                der Client muss raten oder den Close-Reason lesen.",
            decision: "Soll sich ein Client von selbst neu anmelden? Dann senden Sie 3000, der um \
                genau das bittet. Geht es nicht um die Anmeldung, oder soll der Grund verborgen \
                bleiben? Dann senden Sie 1008. Manche Dienste, etwa AssemblyAI, nehmen 1008 auch \
                für ungültige Tokens; lesen Sie als Client also den Close-Reason.",
        },
        Contrast {
            of: (1008, 3003),
            difference: "Beide lehnen ab, aber nur 3003 sagt, warum: Die Gegenstelle ist bekannt \
                und hat das Recht nicht, wie bei HTTP 403. Bei 1008 kann es Häufigkeit, Format \
                oder Recht sein, und der Client erfährt es aus dem Close-Reason oder gar nicht.",
            decision: "Ist das fehlende Recht die ganze Ursache, und darf der Client das wissen? \
                Dann senden Sie 3003. Ist es eine andere Regel, oder sollen die Einzelheiten \
                verborgen bleiben? Dann senden Sie 1008.",
        },
        Contrast {
            of: (1011, 1012),
            difference: "Bei 1012 war das Ende geplant, und der Dienst ist bald zurück; bei 1011 \
                ist etwas passiert, das niemand geplant hat. Das eine erledigt sich von selbst, \
                beim anderen ist eine Ursache zu finden.",
            decision: "War der Neustart Absicht? Dann senden Sie 1012, und die Clients kommen nach \
                einer zufälligen Pause von 5 bis 30 Sekunden zurück. Erzwingt ihn ein Fehler? Dann \
                senden Sie 1011; das ist die Wahrheit, auch wenn ein Supervisor den Server wieder \
                startet.",
        },
        Contrast {
            of: (1011, 1013),
            difference: "Bei 1011 ist etwas kaputt; bei 1013 funktioniert alles, nur ist es zu \
                viel. Auch der Rat ist ein anderer: nach 1011 mit wachsender Wartezeit (Backoff) \
                neu verbinden, nach 1013 zu einer anderen Adresse gehen und diese in Ruhe lassen, \
                bis der Nutzer es verlangt.",
            decision: "Wäre dieselbe Verbindung in einer ruhigen Stunde bedient worden? Dann \
                senden Sie 1013. Wäre sie auch dann gescheitert? Dann senden Sie 1011.",
        },
        Contrast {
            of: (1011, 1014),
            difference: "Es kommt darauf an, wo der Fehler steckt: bei 1011 im Server, der ihn \
                sendet, bei 1014 in dem dahinter. Ein Gateway sagt mit 1014, dass es selbst gesund \
                ist und man weiter hinten suchen soll.",
            decision: "Reichen Sie Daten an einen anderen Server weiter, und der ist ausgefallen? \
                Dann senden Sie 1014. Hat Ihr eigener Code versagt, ob Gateway oder Server? Dann \
                senden Sie 1011. Er ist auch die sicherere Wahl, wenn Clients 1014 nicht kennen, \
                etwa solche auf Basis von tungstenite.",
        },
        Contrast {
            of: (1011, 3008),
            difference: "1011 ist ein Fehler, 3008 eine verpasste Frist: Damit eine Antwort zu \
                spät kommt, muss nichts kaputt sein. Manche Dienste vermengen beides und schließen \
                mit 1011, wenn eine ihrer Fristen abgelaufen ist.",
            decision: "Ist die Arbeit gescheitert? Dann senden Sie 1011. War sie nur nicht \
                rechtzeitig fertig? Dann senden Sie 3008. Sehen Sie 1011, lesen Sie den \
                Close-Reason: Bei Deepgram und Gemini kann eine Zeitgrenze dahinterstecken.",
        },
        Contrast {
            of: (1012, 1013),
            difference: "Beide schicken Clients für eine Weile weg. Bei 1012 kommen sie nach einer \
                zufälligen Pause von 5 bis 30 Sekunden an dieselbe Adresse zurück; bei 1013 sollen \
                sie anderswohin gehen, denn gerade das Zurückkommen hält die Überlast aufrecht.",
            decision: "Ist für den Client wieder Platz, sobald der Neustart vorbei ist? Dann \
                senden Sie 1012. Ist kein Platz, ob mit Neustart oder ohne? Dann senden Sie 1013.",
        },
        Contrast {
            of: (1012, 1014),
            difference: "1012 spricht vom Absender selbst, der neu startet und wiederkommt. 1014 \
                spricht vom Server hinter dem Absender, und ein Gateway, dem er fehlt, kann nicht \
                sagen, wann er zurück ist.",
            decision: "Wissen Sie, dass der Dienst neu startet und wiederkommt? Dann senden Sie \
                1012. Wissen Sie nur, dass der Server hinter Ihnen nicht antwortet, wie er sollte? \
                Dann senden Sie 1014.",
        },
        Contrast {
            of: (1013, 1014),
            difference: "Mit 1013 wehrt sich ein Server, mit 1014 meldet ein Gateway den Ausfall \
                eines anderen. Ein überlasteter Server hinter einem Gateway kann sich als beides \
                zeigen, je nachdem, wer von beiden zuerst aufgibt.",
            decision: "Hat der Absender selbst zu viel zu tun? Dann senden Sie 1013, und die \
                Clients sollen eine andere Adresse versuchen. Ist der Server dahinter ausgefallen, \
                oder antwortet er falsch? Dann senden Sie 1014; danach lohnt ein neuer Versuch mit \
                wachsender Wartezeit (Backoff).",
        },
        Contrast {
            of: (1013, 3008),
            difference: "Bei 3008 geht es um eine einzelne Anfrage, die zu lange gedauert hat, bei \
                1013 um einen ganzen Server, der zu viel zu tun hat. Langsame Antworten können das \
                erste Zeichen der Überlast sein.",
            decision: "Kommt eine Anfrage zu spät, während andere bedient werden? Dann senden Sie \
                3008. Weisen Sie Clients ab, um die übrigen zu schützen? Dann senden Sie 1013.",
        },
        Contrast {
            of: (3000, 3003),
            difference: "Nach 3000 hilft eine neue Anmeldung, nach 3003 nur ein neues Recht: Der \
                eine sagt, dass sich die Gegenstelle nicht ausgewiesen hat, der andere, dass sie \
                es getan hat und trotzdem nicht darf. So unterscheiden sich auch 401 und 403 in \
                HTTP.",
            decision: "Wäre jede gültige Anmeldung eingelassen worden? Dann senden Sie 3000. War \
                diese gültig, nur ohne das nötige Recht? Dann senden Sie 3003.",
        },
        Contrast {
            of: (3000, 3008),
            difference: "Nach 3000 muss sich der Client anmelden, bevor er wieder fragt; nach 3008 \
                darf er es so, wie er ist, noch einmal versuchen. Manche Dienste verwischen das: \
                AssemblyAI schließt mit 3008, wenn eine Sitzung ihre Höchstdauer erreicht hat.",
            decision: "Braucht der Client ein neues Token, damit es weitergeht? Dann senden Sie \
                3000. Wäre dieselbe Anfrage mit demselben Token in Ordnung? Dann senden Sie 3008.",
        },
        Contrast {
            of: (3003, 3008),
            difference: "3003 ist eine Entscheidung, 3008 das Ausbleiben einer Antwort. Es noch \
                einmal zu versuchen, ist nach dem einen sinnlos und nach dem anderen vernünftig.",
            decision: "Wurde die Anfrage abgelehnt? Dann senden Sie 3003. Kam nicht rechtzeitig \
                eine Antwort, und sei es nur, weil die Prüfung der Rechte hing? Dann senden Sie \
                3008.",
        },
    ],
    confusions: &[
        Confusion {
            seen: 1000,
            expected: 1001,
            text: "Der Server sendet beim Herunterfahren 1000. Bandit tut das, und für Hasura \
                wurde es bei Neustarts des Pods gemeldet; graphql-ws kam danach nicht wieder. \
                Prüfen Sie, ob der Code 1000 mit Deployments zusammenfällt, und schließen Sie dann \
                mit 1001 oder 1012.",
        },
        Confusion {
            seen: 1000,
            expected: 1011,
            text: "Ein Fehler wurde als Erfolg ausgegeben. Für Hasura wurde gemeldet, dass es \
                gescheiterte Verbindungen mit 1000 schloss und den Fehler nur in den Close-Reason \
                schrieb; wsproto macht aus einem verbotenen Code wie 1006 eine 1000, was in \
                hypercorn interne Fehler verbarg. Lesen Sie den Reason, und sehen Sie im Log des \
                Servers nach, was zu dieser Zeit geschah.",
        },
        Confusion {
            seen: 1000,
            expected: 3008,
            text: "Der Server schließt inaktive Verbindungen mit 1000. Cowboy tut das: Sein \
                Leerlauf-Timeout zählt zu den normalen Enden. Vergleichen Sie die Leerlaufzeit vor \
                dem Ende mit der Einstellung des Servers; ein Client, der nach 1000 wegbleibt, \
                braucht Pings oder eine eigene Regel zum Neuverbinden.",
        },
        Confusion {
            seen: 1001,
            expected: 1000,
            text: "Der Nutzer hat die Seite verlassen, bevor ein Skript die Verbindung schließen \
                konnte. Verschwindet eine Seite, sendet der Browser selbst 1001 und fragt kein \
                Skript. Es ist nichts kaputt; zählen Sie einen solchen 1001 aus dem Browser als \
                normales Ende, und schließen Sie nur dann vorher mit 1000, wenn der Server beides \
                unterscheiden muss.",
        },
        Confusion {
            seen: 1001,
            expected: 1006,
            text: "Die Bibliothek des Clients hat den 1001 erfunden. SocketRocket meldet eine \
                verlorene Verbindung als 1001 mit dem Close-Reason „Stream end encountered“, \
                obwohl kein Close-Frame kam. Steht im Log des Servers zu dieser Zeit kein \
                Close-Frame, lesen Sie diesen 1001 wie 1006 und suchen die Ursache im Netz.",
        },
        Confusion {
            seen: 1001,
            expected: 3008,
            text: "Jetty schließt eine Verbindung, die zu lange inaktiv war, mit 1001; der Server geht \
                also gar nicht weg. Der Close-Reason lautet „Idle Timeout“ oder „Connection Idle \
                Timeout“. Vergleichen Sie die Leerlaufzeit mit der Einstellung von Jetty, und \
                senden Sie häufiger Pings oder erhöhen Sie den Wert.",
        },
        Confusion {
            seen: 1002,
            expected: 1006,
            text: "Jemand hat 1006 wirklich gesendet, und der Empfänger hat darauf mit 1002 \
                geantwortet, was er nach RFC 6455 darf. Meist ist es ein Proxy: Er sah eine \
                Verbindung abreißen, bekam von seiner Bibliothek 1006 und reichte die Zahl weiter, \
                wie oxy es tat. Suchen Sie im Proxy nach einem Aufruf, der mit dem eben \
                empfangenen Code schließt; richtig ist dort 1011 oder 1014.",
        },
        Confusion {
            seen: 1002,
            expected: 1012,
            text: "cowlib, die Erlang-Bibliothek hinter Cowboy, weist jeden Code zwischen 1012 und \
                2999 als kaputten Frame zurück, und WebKit weist 1012 zurück; Cowboy und WebKit \
                antworten mit 1002. Wer 1012 gesendet hat, sieht 1002 als Antwort. Prüfen Sie, \
                welcher Close-Frame zuerst kam: 1002 nach Ihrem eigenen heißt nicht, dass ein \
                Frame kaputt war.",
        },
        Confusion {
            seen: 1002,
            expected: 1014,
            text: "tungstenite kennt 1014 nicht, jedenfalls bis 0.30: Es antwortet mit 1002 und \
                gibt der Anwendung statt des wahren Codes 1002 mit „Protocol violation“. Lautet \
                der Close-Reason genau so, sehen Sie sich den Close-Frame in einem Mitschnitt oder \
                im Log des Gateways an, bevor Sie einen kaputten Frame suchen.",
        },
        Confusion {
            seen: 1002,
            expected: 3008,
            text: "Bandit schließt mit 1002, wenn sein Lese-Timeout abgelaufen ist, obwohl kein \
                Frame falsch war. Vergleichen Sie die Zeit seit der letzten Nachricht mit dem \
                Timeout von Bandit. Passt sie, lassen Sie den Client häufiger etwas senden, etwa \
                den Heartbeat von Phoenix, oder heben Sie den Timeout an.",
        },
        Confusion {
            seen: 1005,
            expected: 1000,
            text: "Ruft ein Browser close() ohne Argumente auf, sendet er einen leeren \
                Close-Frame, und die Gegenstelle meldet 1005. Deno 2.1.4 meldete 1005 sogar nach \
                close(1000), wenn kein Close-Reason dabei war. Prüfen Sie den Aufruf, der \
                schließt, und die Laufzeitumgebung der Gegenstelle; solange nichts fehlt, \
                behandeln Sie 1005 in Alarmen wie 1000.",
        },
        Confusion {
            seen: 1005,
            expected: 1001,
            text: "Das Herunterfahren schließt die Verbindungen ohne Code. Von Jetty 9.3 wurde das \
                gemeldet, und in Rust tut es close() am Sink von tokio-tungstenite immer, gleich \
                aus welchem Grund. Suchen Sie im Code des Herunterfahrens nach einem solchen \
                Aufruf und senden Sie stattdessen eine Close-Nachricht mit 1001.",
        },
        Confusion {
            seen: 1005,
            expected: 1006,
            text: "uvicorn meldet der Anwendung mit seiner wsproto-Implementierung 1005, wenn die \
                Verbindung nach dem Handshake ohne Close-Frame verloren geht. Halten Sie diesen \
                1005 nicht für ein geordnetes Ende: Behandeln Sie ihn wie 1006, und sehen Sie im \
                Log des Proxys oder in einem Mitschnitt nach, wie die Verbindung endete.",
        },
        Confusion {
            seen: 1005,
            expected: 1012,
            text: "Ein Proxy auf dem Weg hat den Code verschluckt. So war es bei authentik: \
                uvicorn schloss mit 1012, der Proxy reichte einen leeren Close-Frame weiter, und \
                hinter ihm gab jeder Worker-Wechsel eine Warnung. Vergleichen Sie die Close-Frames \
                auf beiden Seiten des Proxys und lassen Sie ihn Code und Close-Reason weitergeben.",
        },
        Confusion {
            seen: 1006,
            expected: 1000,
            text: "Die Seite, die den Close-Frame gelesen hat, gab ihren Socket auf, bevor die \
                Antwort geschrieben war. In tungstenite, also auch in axum, geht sie erst beim \
                nächsten Lesen, Schreiben oder Flush hinaus, und ein Handler, der bei Close \
                zurückkehrt, verliert sie. Prüfen Sie, ob der Server bis zum Ende des Streams \
                liest oder vorher einmal flush() aufruft.",
        },
        Confusion {
            seen: 1006,
            expected: 1001,
            text: "Der Prozess endete oder gab seine Sockets auf, bevor ein Close-Frame \
                hinausging. Das geordnete Herunterfahren von axum wartet nicht auf \
                WebSocket-Tasks, und uvicorn ließ die Verbindungen vor der Umstellung auf 1012 \
                einfach fallen. Fällt der Code 1006 mit Deployments zusammen, schließen Sie vor \
                dem Ende jede Verbindung und warten die Antworten ab.",
        },
        Confusion {
            seen: 1006,
            expected: 1002,
            text: "Die Gegenstelle hat einen kaputten Frame gefunden und die Verbindung \
                stillschweigend fallen lassen. tungstenite gibt der Anwendung einen Fehler zurück \
                und schreibt nichts, und beim Client von Bun fand sich dasselbe. Suchen Sie im Log \
                der verschwundenen Seite nach einem Protokollfehler; ein Server kann 1002 selbst \
                senden, bevor er loslässt.",
        },
        Confusion {
            seen: 1006,
            expected: 1005,
            text: "Eine Gegenstelle hat die Zahl 1005 in einen Close-Frame geschrieben, statt ihn \
                leer zu lassen, so wie NATS als Antwort auf einen Close-Frame ohne Code und auch \
                Deno. Chromium bricht eine solche Verbindung ab und meldet 1006. Suchen Sie in \
                einem Mitschnitt nach einem Close-Frame mit dem Inhalt 03 ED und aktualisieren Sie \
                die Gegenstelle, die ihn sendet.",
        },
        Confusion {
            seen: 1006,
            expected: 1007,
            text: "Der Empfänger fand Text, der kein UTF-8 ist, und ließ die Verbindung wortlos \
                fallen. tungstenite gibt der Anwendung einen Fehler zurück und schreibt nichts. \
                Suchen Sie im Log des Empfängers nach einem UTF-8-Fehler, und prüfen Sie, ob rohe \
                Bytes oder ein mitten im Zeichen abgeschnittener Text als Text hinausgingen.",
        },
        Confusion {
            seen: 1006,
            expected: 1008,
            text: "Der Server hat abgelehnt, bevor es einen WebSocket gab. uvicorn beantwortet ein \
                close vor accept() mit HTTP 403, gleich welcher Code im Aufruf steht, und ein \
                Browser meldet jeden gescheiterten Handshake als 1006. Sehen Sie im \
                Netzwerk-Werkzeug des Browsers nach dem Status; damit 1008 ankommt, erst annehmen, \
                dann schließen.",
        },
        Confusion {
            seen: 1006,
            expected: 1009,
            text: "Der Empfänger hat die Verbindung wegen einer zu großen Nachricht fallen lassen \
                und keinen Close-Frame gesendet. uWebSockets meldet das so, und tungstenite \
                schreibt bei einer Nachricht über seiner Grenze nichts. Prüfen Sie, ob der Code \
                1006 auf große Nachrichten folgt, und vergleichen Sie deren Größe mit den Grenzen \
                beider Seiten und jedes Proxys.",
        },
        Confusion {
            seen: 1006,
            expected: 1011,
            text: "Ein Handler, der mit einer Panic abbricht oder vorzeitig zurückkehrt, gibt \
                seinen Socket auf, und es geht kein Close-Frame hinaus, so bei axum. Oder der \
                Fehlertext stand im Close-Reason: Über 123 Byte ist der Frame unzulässig, und \
                Empfänger weisen ihn ab. Suchen Sie die Panic im Log des Servers, und kürzen Sie \
                den Reason auf 123 Byte.",
        },
        Confusion {
            seen: 1006,
            expected: 1012,
            text: "WebKit, geprüft mit WebKitGTK 2.50, hält 1012 für einen Protokollfehler: Es \
                antwortet mit 1002 und meldet 1006 als unsauber. Prüfen Sie, ob nur solche Clients \
                das melden und ob der Server wirklich 1012 gesendet hat; dann kündigen Sie \
                Neustarts dort mit 1001 an. Melden alle Clients 1006, endete der Prozess, bevor \
                die Close-Frames hinaus waren.",
        },
        Confusion {
            seen: 1006,
            expected: 1013,
            text: "WebKit, geprüft mit WebKitGTK 2.50, hält 1013 für einen Protokollfehler: Es \
                antwortet mit 1002 und meldet 1006, und das Load Shedding sieht aus wie ein \
                Absturz. Sehen Sie im Log des Servers nach, ob 1013 gesendet wurde, und bei den \
                Clients, ob nur WebKit 1006 meldet. Ein eigener Code aus 4000-4999 kommt bei allen \
                an.",
        },
        Confusion {
            seen: 1006,
            expected: 1014,
            text: "WebKit, geprüft mit WebKitGTK 2.50, hält 1014 für einen Protokollfehler: Es \
                antwortet mit 1002 und meldet 1006. Sehen Sie im Log des Gateways nach, ob es 1014 \
                gesendet hat. Wenn nicht, hat es die Verbindung zum Client zusammen mit der \
                dahinter abreißen lassen, und jeder Client sieht 1006.",
        },
        Confusion {
            seen: 1006,
            expected: 1015,
            text: "Browser zeigen 1015 nie: Der WebSockets-Standard gibt Skripten für einen \
                gescheiterten TLS-Handshake 1006 wie für jeden anderen misslungenen \
                Verbindungsaufbau, damit eine Seite nicht das Netz auskundschaften kann. Suchen \
                Sie in der Konsole des Browsers nach dem Zertifikatsfehler, oder testen Sie den \
                Host mit einem TLS-Client.",
        },
        Confusion {
            seen: 1006,
            expected: 3000,
            text: "Die Anmeldung scheiterte schon im Handshake: Der Server antwortete mit HTTP \
                401, es kam kein WebSocket zustande, und ein Browser sagt seinem Skript nichts als \
                1006. Sehen Sie im Netzwerk-Werkzeug des Browsers oder im Log des Servers nach dem \
                Status. Sollen Skripte das von einem Netzfehler unterscheiden, nehmen Sie den \
                Handshake an und schließen mit 3000.",
        },
        Confusion {
            seen: 1006,
            expected: 3008,
            text: "Hier lief nicht in der Anwendung eine Frist ab, sondern unterwegs. nginx etwa \
                kappt eine Verbindung, wenn 60 Sekunden lang nichts vom Server kommt, und sendet \
                keinen Close-Frame. Vergleichen Sie die Leerlaufzeiten vor dem Code 1006: Sind sie \
                alle gleich, heben Sie die Grenze dort an oder senden Sie häufiger Pings.",
        },
        Confusion {
            seen: 1007,
            expected: 3000,
            text: "Für Gemini Live wurde gemeldet, dass es mit 1007 schließt, wenn der \
                API-Schlüssel abgelaufen ist; im Close-Reason steht dann „API key expired“. Ihr \
                Text ist in Ordnung. Schreiben Sie den Reason zusammen mit dem Code ins Log, \
                erneuern Sie den Schlüssel und verbinden Sie sich neu.",
        },
        Confusion {
            seen: 1008,
            expected: 3000,
            text: "Viele Dienste haben keinen Code für eine gescheiterte Anmeldung und senden den \
                allgemeinen 1008. AssemblyAI tut das bei fehlendem oder ungültigem Token und bei \
                aufgebrauchtem Guthaben. Lesen Sie im Close-Reason, was es ist; ein Client, der \
                sich bei jedem 1008 neu anmeldet, täte das auch bei einer Ratenbegrenzung.",
        },
        Confusion {
            seen: 1011,
            expected: 1000,
            text: "Das Framework des Servers hielt ein gewöhnliches Ende für einen Fehler. Bandit \
                schloss vor 1.10.4 mit 1011, wenn eine Phoenix-Anwendung die Sockets eines Nutzers \
                absichtlich trennte. Prüfen Sie, ob der Code 1011 auf eine Abmeldung oder einen \
                disconnect-Broadcast folgt, und aktualisieren Sie den Server.",
        },
        Confusion {
            seen: 1011,
            expected: 1006,
            text: "Die Gegenstelle war verschwunden, und das Keepalive hat es gemerkt. Die \
                Python-Bibliothek websockets schließt mit 1011 und „keepalive ping timeout“, wenn \
                ein Ping unbeantwortet bleibt; gescheitert ist sonst nichts. Lesen Sie den \
                Close-Reason; ist von einem Ping die Rede, suchen Sie nach einem Netzausfall oder \
                einer blockierten Event-Loop auf einer Seite.",
        },
        Confusion {
            seen: 1011,
            expected: 3008,
            text: "Manche Dienste schließen mit 1011, wenn eine ihrer Fristen abgelaufen ist: \
                Deepgram, wenn eine Weile kein Audio kommt (der Close-Reason verweist auf \
                net0001); für Gemini Live wurde es mit „Deadline expired“ gemeldet. Lesen Sie den \
                Reason, bevor Sie eine Störung melden, und senden Sie Keepalives oder verbinden \
                Sie sich vor Ablauf der Frist neu.",
        },
        Confusion {
            seen: 1012,
            expected: 1000,
            text: "uvicorn meldet der Anwendung mit seiner websockets-Implementierung 1012 für \
                jede Verbindung, die während des Herunterfahrens endet, auch wenn der Client in \
                diesem Augenblick mit 1000 geschlossen hat. Vergleichen Sie den Zeitpunkt mit dem \
                Herunterfahren, bevor Sie solche Enden als Neustarts zählen.",
        },
        Confusion {
            seen: 1013,
            expected: 1008,
            text: "Der Server rechnet Ratenbegrenzung zur Überlast, wie es die Dokumentation von \
                Bun tut: Dort steht 1013 für zu viel Last oder zu viele Anfragen. Prüfen Sie, ob \
                nur ein Client geschlossen wird und wie schnell er sendet. Wenn ja, hilft ihm \
                keine andere Adresse; er muss langsamer werden.",
        },
        Confusion {
            seen: 3008,
            expected: 3000,
            text: "AssemblyAI sendet 3008 mit „Session Expired“, wenn eine Sitzung ihre \
                Höchstdauer erreicht hat, nicht bei einer langsamen Anfrage. Das Token kann in \
                Ordnung sein. Lesen Sie den Close-Reason, und öffnen Sie eine neue Sitzung; wer \
                den Abbruch vermeiden will, tut es vor Ablauf der Frist.",
        },
    ],
}
