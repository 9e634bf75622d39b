// German.
Language {
    tag: "de",
    name: "Deutsch",
    headings: Headings {
        at_a_glance: "Auf einen Blick",
        meaning: "Bedeutung",
        when_seen: "Wann er auftritt",
        how_to_fix: "Was zu tun ist",
        http_status: "Als HTTP-Status",
        mistaken: "Statt eines anderen gesehen",
        elsewhere: "Was die Zahl anderswo bedeutet",
        overview: "Überblick",
        side_by_side: "Nebeneinander",
        differences: "Die wichtigsten Unterschiede",
        when_to_use: "Wann Sie welchen verwenden",
        learn_more: "Weiterlesen",
    },
    facts: Facts {
        category: FactWords {
            label: "Steht für",
            shared: "das, wofür sie stehen",
            differs: "{a} steht für {is_a}; {b} steht für {is_b}.",
        },
        retry: FactWords {
            label: "Neu verbinden",
            shared: "den Rat zum Neuverbinden",
            differs: "Soll der Client sich neu verbinden? Nach {a}: {is_a}; nach {b}: {is_b}.",
        },
        travel: FactWords {
            label: "In einem Close-Frame",
            shared: "die Zulässigkeit im Close-Frame",
            differs: "Darf er in einem Close-Frame stehen? {a}: {is_a}; {b}: {is_b}.",
        },
        sender: FactWords {
            label: "Wer ihn sendet",
            shared: "den Absender",
            differs: "{a} sendet {is_a}; {b} sendet {is_b}.",
        },
        script: FactWords {
            label: "WebSocket.close() im Browser",
            shared: "die Behandlung durch WebSocket.close() im Browser",
            differs: "WebSocket.close() im Skript einer Webseite: {a} wird {is_a}; {b} wird {is_b}.",
        },
        range: FactWords {
            label: "Nummernbereich",
            shared: "den Nummernbereich",
            differs: "{a} liegt im Bereich {is_a}; {b} liegt im Bereich {is_b}.",
        },
        http: FactWords {
            label: "Verwandt in HTTP",
            shared: "den Verwandten unter den HTTP-Statuscodes",
            differs: "Verwandter HTTP-Status von {a}: {is_a}; von {b}: {is_b}.",
        },
        reference: FactWords {
            label: "Quelle",
            shared: "die Quelle",
            differs: "Nachzulesen ist {a} hier: {is_a}; {b} hier: {is_b}.",
        },
        subprotocol: "Subprotokoll",
        severity: "Schweregrad",
        owner: "Zuständig",
        runbook: "Runbook",
        retry_source: "Neu verbinden laut",
    },
    senders: Senders {
        either: "jede Seite",
        client: "nur der Client",
        server: "nur der Server",
        nobody: "niemand",
    },
    retries: Retries {
        no: "nein",
        at_once: "ja, sofort",
        backoff: "ja, mit wachsenden Abständen",
        elsewhere: "anderswo",
        after_new_credential: "mit neuen Zugangsdaten",
        after_fix: "nach Behebung der Ursache",
        as_agreed: "wie zwischen beiden vereinbart",
    },
    categories: Categories {
        normal: "ein gewöhnliches Ende",
        shutdown: "eine Abschaltung oder einen Neustart",
        protocol: "eine Verletzung des Protokolls",
        data_type: "eine nicht unterstützte Datenart",
        payload: "Inhalte, die nicht zu ihrem Typ passen",
        size: "eine zu große Nachricht",
        policy: "eine Verletzung eigener Regeln der Gegenstelle",
        access: "eine fehlende Berechtigung",
        extension: "eine fehlende Erweiterung",
        server_fault: "eine Störung im Server",
        overload: "eine Überlastung",
        gateway: "eine Störung hinter einem Gateway",
        timeout: "eine Anfrage, die zu lange dauerte",
        transport: "eine abgerissene Verbindung",
        tls: "eine gescheiterte TLS-Aushandlung",
        unstated: "ein Schließen ohne Code",
        application: "eine Sache von Bibliothek oder Anwendung",
        invalid: "nichts: Die Zahl hat keine Bedeutung",
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
        accepted: "angenommen",
        refused: "abgelehnt",
        none: "keiner",
        and: "und",
        judgement: "eigenes Urteil: Es folgt aus der Bedeutung",
    },
    sentences: Sentences {
        jitter: "ja, nach zufälligen {min_s}-{max_s} s",
        versus: "{a} und {b} im Vergleich",
        stand_for: "{a} steht für {is_a}, {b} für {is_b}.",
        both_stand_for: "{a} und {b} stehen beide für {is}.",
        one_code: "Beide Zahlen sind derselbe Close-Code von WebSocket, {a}: Es gibt nichts zu \
            vergleichen.",
        they_share: "Gemeinsam haben sie {list}.",
        cases_differ: "{a} kommt ins Spiel, wenn {case_a}; {b}, wenn {case_b}.",
        same_row: "Kein öffentliches Dokument unterscheidet {a} von {b}: Für beide gilt dieselbe \
            Regel, „{name}“. Ein Unterschied besteht nur, wo Client und Server ihn vereinbart \
            haben.",
        same_facts: "{a} heißt „{name_a}“, {b} heißt „{name_b}“. In allem anderen, was hier \
            aufgeführt ist, werden sie gleich behandelt; nur die Zahl sagt der Gegenstelle, \
            welcher Fall vorliegt.",
        never_send_invalid: "Senden Sie {a} niemals: Die Zahl hat keine Bedeutung, und viele \
            Gegenstellen antworten darauf mit 1002. Eine solche Zahl taucht auf, wenn {case}.",
        never_send_reported: "Senden Sie {a} niemals: Ein Endpunkt meldet ihn seiner eigenen \
            Anwendung, wenn {case}.",
        send_when: "Senden Sie {a}, wenn {case}.",
        send_application: "Senden Sie {a}, wo die Regel der Anwendung für „{name}“ zutrifft.",
        send_subprotocol: "Senden Sie {a}, wo {subprotocol} „{name}“ verlangt.",
        only_from: "Ihn sendet {sender}.",
        neither_travels: "Keiner von beiden steht zur Wahl. Wer schließt, sendet 1000 für ein \
            gewöhnliches Ende, 1011 für eine Störung im Server oder einen Code der Anwendung aus \
            4000-4999.",
        one_travels: "Zur Wahl steht von beiden nur {a}.",
        choose_by_retry: "Wenn beide zu passen scheinen, entscheiden Sie danach, was der Client \
            als Nächstes tun soll. Neu verbinden nach {a}: {is_a}; nach {b}: {is_b}.",
        choose_by_cause: "Wenn beide zu passen scheinen, entscheiden Sie nach der Ursache: Über \
            das Neuverbinden erfährt der Client dasselbe ({retry}).",
        choose_by_http: "Wer in HTTP denkt: {a}, wo die Antwort {status_a} wäre; {b}, wo sie \
            {status_b} wäre.",
        seen_expected: "Sie sehen {seen}, haben aber {expected} erwartet",
        kinship: "{list} (verwandt, nicht gleich)",
        http_status: "{status} ist ein HTTP-Status und kein Close-Code. Verwandt, aber nicht \
            gleich (ein Status beantwortet eine Anfrage, ein Close-Code beendet eine \
            Verbindung): {list}.",
        source: "{of}: {reference}",
        retry_source: "Zum Neuverbinden nach {of}: {reference}",
        all_codes: "Alle vergebenen Codes: {reference}",
        in_browsers: "Codes im Browser: {reference}",
        idle_limit: "seit {seconds} s kam nichts mehr an, und das passt zur voreingestellten \
            Leerlaufgrenze von {list}: Liegt davon etwas auf dem Weg, senden Sie häufiger Pings",
        idle_limit_and: "{list} und von {limit}",
    },
    captions: Captions {
        catalog: "Close-Codes von WebSocket",
        all_codes: "Alle Codes",
        compare_with: "Vergleichen mit",
        search: "Suchen",
        search_hint: "Eine Zahl, ein Name oder ein Wort",
        no_match: "Kein Code passt dazu.",
        code: "Code",
        name: "Name",
        subprotocols: "Subprotokolle",
        skip_navigation: "Zum Inhalt springen",
        language: "Sprache",
    },
    cases: &[],
    contrasts: &[],
    confusions: &[],
    rows: &[
        ("standard", &[
            Texts {
                codes: 1000..=1000,
                meaning: "Die Verbindung hat ihren Zweck erfüllt, und eine Seite hat sie absichtlich \
                    beendet.",
                when_seen: "Die Anwendung war fertig. Mehrere Stacks senden 1000 aber auch als \
                    Standardwert, selbst nach einem Leerlauf-Timeout oder beim Herunterfahren; der Code \
                    heißt also nicht immer, dass alles geklappt hat.",
                how_to_fix: "Nichts ist kaputt. Kam das Ende überraschend, suchen Sie nach einer Stelle, \
                    die 1000 nur als Standardwert sendet, obwohl 1001, 1012 oder ein Code der Anwendung \
                    (4000-4999) der Gegenstelle mehr gesagt hätte.",
            },
            Texts {
                codes: 1001..=1001,
                meaning: "Der Absender verabschiedet sich: Ein Server fährt herunter, oder ein Browser \
                    verlässt die Seite.",
                when_seen: "Bei Deployments und beim Abbau von Instanzen, außerdem immer, wenn jemand den \
                    Tab schließt oder einem Link folgt. Manche Server senden ihn auch nach einem \
                    Leerlauf-Timeout.",
                how_to_fix: "Alltag, solange er zu Deployments und Seitenwechseln passt; lassen Sie \
                    Clients nach zufälligen, wachsenden Pausen zurückkommen, damit nach einem Deployment \
                    nicht alle auf einmal da sind. Tritt er zu anderen Zeiten auf, prüfen Sie den \
                    Leerlauf-Timeout des Servers und seine Neustarts.",
            },
            Texts {
                codes: 1002..=1002,
                meaning: "Eine Seite hat gegen die Regeln des WebSocket-Protokolls verstoßen, und die \
                    andere hat die Verbindung beendet.",
                when_seen: "Ein Frame war falsch maskiert, benutzte ein reserviertes Bit oder einen \
                    reservierten Opcode, setzte fort, was nie begonnen hatte, oder trug einen Close-Code, \
                    den der Empfänger nicht annimmt. Manche Clients und Bibliotheken antworten mit 1002 \
                    auch auf zulässige neuere Codes: 1012, 1013 und 1014.",
                how_to_fix: "Schneiden Sie die Frames auf beiden Seiten mit, um zu sehen, welche Regel \
                    verletzt wurde. Prüfen Sie dann die Versionen beider Bibliotheken und jeden Proxy, der \
                    den Datenverkehr umschreibt. Unverändert scheitert derselbe Client wieder.",
            },
            Texts {
                codes: 1003..=1003,
                meaning: "Ein Endpunkt hat eine Art von Daten bekommen, die er nicht annimmt, etwa \
                    Binärdaten, wo er Text erwartet.",
                when_seen: "Ein Client schickt Binärnachrichten an einen Endpunkt, der nur Text wie JSON \
                    annimmt, oder Text an einen, der nur Binärdaten annimmt.",
                how_to_fix: "Beide Seiten müssen sich auf Text oder Binärdaten einigen: Prüfen Sie den \
                    Aufruf, der sendet, und ob der Client bei dem Endpunkt und der Version gelandet ist, \
                    für die er geschrieben wurde. Dieselbe Nachricht wird wieder abgewiesen.",
            },
            Texts {
                codes: 1004..=1004,
                meaning: "Von RFC 6455 reserviert, aber ohne Bedeutung.",
                when_seen: "Nie von einer Gegenstelle, die sich an das Protokoll hält. In alten Entwürfen \
                    und Handbüchern heißt er „too large“ (zu groß); eine Gegenstelle, die danach gebaut \
                    ist, sendet ihn womöglich noch.",
                how_to_fix: "Lesen Sie nichts hinein, und korrigieren Sie die Gegenstelle, die ihn sendet: \
                    Für eine zu große Nachricht ist der Code 1009 da.",
            },
            Texts {
                codes: 1005..=1005,
                meaning: "Es kam ein Close-Frame an, der keinen Code nennt. Die Zahl wird ersatzweise \
                    gemeldet, nie gesendet.",
                when_seen: "Die Gegenstelle hat ohne Code geschlossen: im Browser mit close() ohne \
                    Argumente oder mit einem Bibliotheksaufruf wie Sink::close, der einen leeren \
                    Close-Frame sendet. Genauso sieht es aus, wenn ein Proxy den Code unterwegs weglässt.",
                how_to_fix: "Geben Sie dem Aufruf, der schließt, einen Code mit: 1000, wenn alles in \
                    Ordnung ist. Hat die Gegenstelle doch einen gesendet, vergleichen Sie die Close-Frames \
                    auf beiden Seiten des Proxys.",
            },
            Texts {
                codes: 1006..=1006,
                meaning: "Die Verbindung endete ohne Close-Frame. Die Zahl wird anstelle eines Codes \
                    gemeldet, nie gesendet.",
                when_seen: "Ein Prozess ist abgestürzt oder wurde per Kill beendet, ein Handler hat seinen \
                    Socket verworfen, ohne ihn zu schließen, das Netz war weg, oder ein Proxy, \
                    Load-Balancer oder NAT hat eine ruhende Verbindung gekappt. Auch ein Client, der den \
                    Close-Frame ablehnt, meldet 1006, etwa wenn der Code unzulässig oder die Begründung \
                    länger als 123 Byte ist.",
                how_to_fix: "Sehen Sie sich den Fehler des Transports an und wie lange die Verbindung \
                    geruht hatte. Ist es immer wieder dieselbe Zeit, läuft unterwegs ein Timeout ab: \
                    Senden Sie Pings in kürzerem Abstand. Andernfalls suchen Sie nach Abstürzen und nach \
                    Handlern, die zurückkehren, ohne zu schließen.",
            },
            Texts {
                codes: 1007..=1007,
                meaning: "Eine Nachricht passt nicht zu ihrem Typ: vor allem Text, der kein gültiges UTF-8 \
                    ist.",
                when_seen: "Rohe Bytes wurden als Textnachricht gesendet, oder ein Text wurde mitten in \
                    einem Zeichen abgeschnitten; auch eine Begründung im Close-Frame, die kein UTF-8 ist, \
                    zählt dazu. Manche Server senden den Code auch bei komprimierten Daten, die sie nicht \
                    entpacken können.",
                how_to_fix: "Senden Sie Bytes als Binärnachrichten, kodieren Sie Text als UTF-8, und \
                    schneiden Sie lange Texte und Begründungen nur zwischen zwei Zeichen ab. Derselbe \
                    Inhalt wird wieder abgewiesen.",
            },
            Texts {
                codes: 1008..=1008,
                meaning: "Eine Nachricht hat gegen eine eigene Regel des Endpunkts verstoßen. Der \
                    allgemeine Code, wenn weder 1003 noch 1009 passt oder wenn die Einzelheiten verborgen \
                    bleiben sollen.",
                when_seen: "Dienste senden ihn bei fehlenden oder falschen Zugangsdaten, bei Anfragen in \
                    zu schneller Folge und bei Eingaben, die sie nicht annehmen. Was davon vorliegt, sagt \
                    nur die Begründung, falls es eine gibt.",
                how_to_fix: "Lesen Sie die Begründung und die Dokumentation des Dienstes, und korrigieren \
                    Sie dann die Zugangsdaten, das Tempo oder die Nachricht. Auf einem eigenen Server \
                    schreiben Sie ein kurzes, festes Wort in die Begründung, damit niemand raten muss.",
            },
            Texts {
                codes: 1009..=1009,
                meaning: "Eine Nachricht ist so groß, dass der Endpunkt sie nicht verarbeiten kann.",
                when_seen: "Eine Nachricht oder ein Frame überschreitet die Größengrenze des Endpunkts \
                    oder eines Proxys auf dem Weg. Manche Bibliotheken lassen stattdessen die Verbindung \
                    fallen; die Gegenstelle meldet dann 1006.",
                how_to_fix: "Heben Sie die Grenze auf der Seite an, die abgelehnt hat, oder teilen Sie die \
                    Daten auf kleinere Nachrichten auf. Prüfen Sie jede Station auf dem Weg, denn es gilt \
                    die niedrigste Grenze. Dieselbe Nachricht wird wieder abgewiesen.",
            },
            Texts {
                codes: 1010..=1010,
                meaning: "Der Client braucht eine Erweiterung, die der Server nicht ausgehandelt hat. Was \
                    fehlt, soll in der Begründung stehen.",
                when_seen: "Der Server oder ein Proxy davor hat eine Erweiterung, etwa die Kompression, in \
                    seiner Antwort auf den Handshake weggelassen. Ein Server braucht den Code nicht: Er \
                    kann den Handshake ablehnen.",
                how_to_fix: "Schalten Sie die genannten Erweiterungen auf dem Server ein, prüfen Sie, ob \
                    ein Proxy den Header Sec-WebSocket-Extensions entfernt, oder lassen Sie den Client \
                    ohne sie auskommen.",
            },
            Texts {
                codes: 1011..=1011,
                meaning: "Der Server ist auf etwas Unerwartetes gestoßen und konnte die Verbindung deshalb \
                    nicht bedienen.",
                when_seen: "Ein Handler ist gescheitert oder mit einer Panic abgebrochen. Manche \
                    Bibliotheken schließen auch dann mit 1011, wenn ein Keepalive-Ping unbeantwortet \
                    bleibt, und manche Dienste, wenn eine Zeitgrenze erreicht ist.",
                how_to_fix: "Sehen Sie im Log des Servers nach, was zum Zeitpunkt des Schließens geschah. \
                    Ist in der Begründung von einem Ping oder Timeout die Rede, suchen Sie keinen Absturz, \
                    sondern eine blockierte Event-Loop oder eine langsame Leitung.",
            },
            Texts {
                codes: 1012..=1012,
                meaning: "Der Dienst startet neu und kommt wieder.",
                when_seen: "Geplante Neustarts: ein Deployment oder ein Server, der seine Worker \
                    austauscht. WebKit hält den Code für einen Protokollfehler und meldet 1006.",
                how_to_fix: "Nichts ist kaputt, solange die Clients eine zufällige Zeit warten, bevor sie \
                    sich neu verbinden, und nicht alle auf einmal zurückkommen. Wo es auf WebKit-Clients \
                    ankommt, kündigen Sie den Neustart mit 1001 an.",
            },
            Texts {
                codes: 1013..=1013,
                meaning: "Der Dienst kann die Verbindung gerade nicht annehmen, meist weil er überlastet \
                    ist.",
                when_seen: "Ein Server wirft Last ab: Es sind zu viele Verbindungen, oder die bestehenden \
                    machen zu viel Arbeit. WebKit hält den Code für einen Protokollfehler und meldet 1006.",
                how_to_fix: "Erhöhen Sie die Kapazität, oder senken Sie die Last. Clients sollten auf eine \
                    andere Adresse ausweichen und zu derselben nur zurückkehren, wenn der Benutzer es \
                    verlangt, denn automatische Versuche halten die Überlast aufrecht.",
            },
            Texts {
                codes: 1014..=1014,
                meaning: "Ein Gateway oder Proxy hat vom Server dahinter eine ungültige Antwort bekommen, \
                    wie bei 502 in HTTP.",
                when_seen: "Der Server hinter dem Gateway ist ausgefallen oder antwortet nicht so, wie das \
                    Gateway es erwartet. Manche Empfänger kennen den Code nicht: Sie antworten mit 1002, \
                    und WebKit meldet 1006.",
                how_to_fix: "Sehen Sie hinter dem Gateway nach: ob der Server läuft, ob seine Adresse im \
                    Gateway stimmt und was er antwortet, wenn Sie ihm selbst einen Handshake schicken.",
            },
            Texts {
                codes: 1015..=1015,
                meaning: "Der TLS-Handshake ist gescheitert, sodass gar kein WebSocket zustande kam. Die \
                    Zahl wird nur gemeldet, nie gesendet.",
                when_seen: "Das Zertifikat ist abgelaufen, gilt nicht als vertrauenswürdig oder gehört zu \
                    einem anderen Hostnamen, oder die Uhr einer Seite geht falsch.",
                how_to_fix: "Testen Sie den Host mit einem beliebigen TLS-Client, und korrigieren Sie dann \
                    das Zertifikat und seine Kette, den Hostnamen, nach dem der Client fragt, oder die \
                    Uhr.",
            },
            Texts {
                codes: 3000..=3000,
                meaning: "Die Anfrage setzt eine Autorisierung voraus, die die Gegenstelle nicht \
                    vorgewiesen hat, wie bei 401 in HTTP.",
                when_seen: "Eine Anmeldung oder ein Token fehlt oder wird nicht mehr anerkannt. Manche \
                    Bibliotheken benutzen die Zahl für etwas anderes, darunter Centrifuge und SaltyRTC.",
                how_to_fix: "Melden Sie sich neu an, oder erneuern Sie das Token, und verbinden Sie sich \
                    damit neu. Hilft das nicht, schlagen Sie nach, was die Bibliothek der Gegenstelle \
                    unter 3000 versteht.",
            },
            Texts {
                codes: 3003..=3003,
                meaning: "Die Gegenstelle ist bekannt, darf diese Anfrage aber nicht stellen, wie bei 403 \
                    in HTTP.",
                when_seen: "Dem Konto fehlt eine Rolle oder das Zugriffsrecht auf die Ressource. SaltyRTC \
                    benutzt die Zahl für eine gewöhnliche Übergabe.",
                how_to_fix: "Erteilen Sie das Recht, oder lassen Sie den Client gar nicht erst fragen: Ein \
                    neuer Versuch mit demselben Konto ändert nichts.",
            },
            Texts {
                codes: 3008..=3008,
                meaning: "Eine Anfrage der Anwendung wurde nicht schnell genug beantwortet, wie bei 408 in \
                    HTTP.",
                when_seen: "Eine langsame Anfrage oder eine Gegenstelle, die zu langsam liest. Manche \
                    Bibliotheken und Dienste benutzen die Zahl für etwas anderes: Centrifuge für einen \
                    langsamen Empfänger, AssemblyAI für eine abgelaufene Sitzung.",
                how_to_fix: "Vergleichen Sie die Zeitgrenze mit der Latenz der Anfrage, und suchen Sie \
                    nach einem Backend, das hängt, oder einer Warteschlange, die wächst.",
            },
            Texts {
                codes: 0..=999,
                meaning: "Zahlen unter 1000 werden nicht als Close-Codes verwendet.",
                when_seen: "Nur von einer fehlerhaften Gegenstelle: ein Feld, das nie gesetzt wurde (0), \
                    oder ein HTTP-Status oder Exit-Code an der falschen Stelle. Manche Clients zeigen eine \
                    solche Zahl an, als wäre sie zulässig, andere antworten mit 1002.",
                how_to_fix: "Korrigieren Sie die Gegenstelle, die sie sendet: 1000-1003 und 1007-1014 \
                    haben feste Bedeutungen, 4000-4999 sind für eigene Codes der Anwendung frei.",
            },
            Texts {
                codes: 1016..=2999,
                meaning: "Das Protokoll behält sich diese Zahl vor und hat ihr keine Bedeutung gegeben.",
                when_seen: "Von einer Gegenstelle, die sich einen Code ausgedacht hat oder einen neueren \
                    Stand des Registers kennt. Manche Clients zeigen eine solche Zahl an, als wäre sie \
                    zulässig, andere antworten mit 1002.",
                how_to_fix: "Schlagen Sie die Zahl im aktuellen Register nach. Steht sie dort nicht, \
                    lassen Sie die Gegenstelle stattdessen einen Code aus 4000-4999 verwenden.",
            },
            Texts {
                codes: 3000..=3999,
                meaning: "Ein Code einer Bibliothek, eines Frameworks oder einer Anwendung, den dieser \
                    Katalog nicht kennt.",
                when_seen: "Die Gegenstelle oder eine Bibliothek, die sie benutzt, hat aus einem eigenen \
                    Grund geschlossen. Solche Codes kann man bei der IANA registrieren, viele werden aber \
                    ohne Eintrag benutzt.",
                how_to_fix: "Schlagen Sie die Zahl im Register und in der Dokumentation der Bibliothek \
                    nach, die die Gegenstelle benutzt: Dieselbe Zahl kann je nach Bibliothek Verschiedenes \
                    bedeuten. Ergänzen Sie dann im Katalog eine Zeile für sie.",
            },
            Texts {
                codes: 4000..=4999,
                meaning: "Ein Code für den privaten Gebrauch: Er bedeutet, was Client und Server \
                    vereinbart haben.",
                when_seen: "Die Anwendung oder der Dienst, mit dem sie spricht, hat aus einem eigenen \
                    Grund geschlossen.",
                how_to_fix: "Schlagen Sie die Zahl in der Dokumentation des Dienstes nach: Dieselbe Zahl \
                    bedeutet je nach Dienst Verschiedenes. Ergänzen Sie dann im Katalog eine Zeile für \
                    sie.",
            },
            Texts {
                codes: 5000..=65535,
                meaning: "So weit reicht kein Bereich der Close-Codes: 4999 ist der letzte.",
                when_seen: "Nur von einer fehlerhaften Gegenstelle: eine zu große Zahl oder eine in \
                    falscher Byte-Reihenfolge, die aus 1000 die Zahl 59395 macht. Manche Clients zeigen \
                    eine solche Zahl an, als wäre sie zulässig, andere antworten mit 1002.",
                how_to_fix: "Korrigieren Sie die Gegenstelle, die sie sendet: Der Code steht in den ersten \
                    zwei Bytes der Nutzdaten, das höherwertige Byte zuerst, und reicht nur bis 4999.",
            },
        ]),
    ],
}
