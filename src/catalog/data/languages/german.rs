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
        mistaken: "Leicht zu verwechseln",
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
        travel: FactWords {
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
            shared: "WebSocket.close() im Skript einer Webseite: Beide werden {is}.",
            differs: "WebSocket.close() im Skript einer Webseite: {a} wird {is_a}; {b} wird {is_b}.",
        },
        range: FactWords {
            label: "Nummernbereich",
            shared: "Beide liegen im Bereich {is}.",
            differs: "{a} liegt im Bereich {is_a}; {b} liegt im Bereich {is_b}.",
        },
        http: FactWords {
            label: "Verwandt in HTTP",
            shared: "Verwandter HTTP-Status von beiden: {is}.",
            differs: "Verwandter HTTP-Status von {a}: {is_a}; von {b}: {is_b}.",
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
        retry_source: "Neu verbinden laut",
    },
    senders: Senders {
        either: "Client oder Server",
        client: "der Client",
        server: "der Server",
        nobody: "niemand",
    },
    retries: Retries {
        no: "nein",
        at_once: "ja, sofort",
        backoff: "ja, in wachsenden Abständen",
        elsewhere: "nur zu einer anderen Adresse",
        after_new_credential: "nur mit neuen Zugangsdaten",
        after_fix: "erst nach Behebung der Ursache",
        as_agreed: "wie zwischen Client und Server vereinbart",
    },
    categories: Categories {
        normal: "ein gewöhnliches Ende",
        shutdown: "eine Abschaltung oder einen Neustart",
        protocol: "einen Verstoß gegen das Protokoll",
        data_type: "eine nicht unterstützte Datenart",
        payload: "Inhalte, die nicht zu ihrem Typ passen",
        size: "eine zu große Nachricht",
        policy: "einen Verstoß gegen eigene Regeln des Endpunkts",
        access: "eine fehlende Anmeldung oder Berechtigung",
        extension: "eine fehlende Erweiterung",
        server_fault: "eine Störung im Server",
        overload: "eine Überlastung",
        gateway: "eine Störung hinter einem Gateway",
        timeout: "eine abgelaufene Frist",
        transport: "eine abgerissene Verbindung",
        tls: "einen gescheiterten TLS-Handshake",
        unstated: "ein Schließen ohne Code",
        application: "einen eigenen Grund der Bibliothek oder Anwendung",
        invalid: "nichts",
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
        accepted: "angenommen",
        refused: "abgelehnt",
        none: "keiner",
        and: "und",
        judgement: "eigenes Urteil; es folgt aus der Bedeutung",
    },
    sentences: Sentences {
        jitter: "ja, nach einer zufälligen Pause von {min_s}-{max_s} s",
        versus: "{a} und {b} im Vergleich",
        stand_for: "{a} steht für {is_a}, {b} für {is_b}.",
        both_stand_for: "{a} und {b} stehen beide für {is}.",
        one_code: "Beide Zahlen sind derselbe Close-Code von WebSocket, {a}: Es gibt nichts zu \
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
        neither_travels: "Senden lässt sich keiner von beiden. Wer schließt, sendet 1000 für ein \
            gewöhnliches Ende, 1011 für eine Störung im Server oder einen Code der Anwendung aus \
            4000-4999.",
        one_travels: "Senden lässt sich von beiden nur {a}.",
        choose_by_retry: "Scheinen beide zu passen, entscheiden Sie danach, was der Client als \
            Nächstes tun soll. Neu verbinden? {a} sagt: {is_a}; {b} sagt: {is_b}.",
        choose_by_cause: "Scheinen beide zu passen, entscheiden Sie nach der Ursache: Zum \
            Neuverbinden sagen beide dem Client dasselbe ({retry}).",
        choose_by_http: "In HTTP gedacht: {a}, wo die Antwort {status_a} wäre; {b}, wo sie \
            {status_b} wäre.",
        seen_expected: "Sie sehen {seen}, haben aber {expected} erwartet",
        kinship: "{list} (verwandt, nicht gleich)",
        http_status: "{status} ist ein HTTP-Status und kein Close-Code. Verwandt, aber nicht \
            gleich (ein Status beantwortet eine Anfrage, ein Close-Code beendet eine \
            Verbindung): {list}.",
        source: "{of}: {reference}",
        retry_source: "Zum Neuverbinden nach {of}: {reference}",
        observed: "beobachtet mit {client}",
        all_codes: "Alle vergebenen Codes: {reference}",
        in_browsers: "Codes im Browser: {reference}",
        idle_limit: "seit {seconds} s kam nichts mehr an, und das passt zum voreingestellten \
            Leerlauf-Timeout von {list}: Liegt davon etwas auf dem Weg, senden Sie häufiger Pings",
        idle_limit_and: "{list} und von {limit}",
    },
    captions: Captions {
        catalog: "Close-Codes von WebSocket",
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
            "ein Text oder eine Begründung kein gültiges UTF-8 ist oder der Inhalt sonst nicht zum \
                Typ der Nachricht passt",
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
                in wachsenden Abständen neu und suchen Sie die Ursache. Senden lässt sich nur \
                1000.",
        },
        Contrast {
            of: (1000, 1010),
            difference: "1000 sagt, dass alles erledigt ist, 1010, dass es so nicht geht: In der \
                Handshake-Antwort des Servers fehlt eine Erweiterung, die der Client braucht. 1000 \
                darf jede Seite senden, 1010 nur ein Client.",
            decision: "Kommt Ihr Client ohne die Erweiterung aus, die der Server weggelassen hat? \
                Dann nutzen Sie die Verbindung und beenden sie mit 1000. Wenn nicht, senden Sie \
                1010 und nennen in der Begründung, was fehlt. Ein Server sendet dafür keinen von \
                beiden: Er lehnt den Handshake ab.",
        },
        Contrast {
            of: (1000, 1011),
            difference: "1000 schließt eine erledigte Arbeit ab, 1011 eine gescheiterte. Wer eine \
                Exception hinter 1000 versteckt, sagt den Clients, dass sie wegbleiben sollen, und \
                dem Monitoring, dass alles in Ordnung ist.",
            decision: "Hat der Handler so geendet, wie er sollte? Dann senden Sie 1000. Haben eine \
                Exception, eine Panic oder ein ausgefallener Dienst im Hintergrund ihn beendet? \
                Dann senden Sie 1011, ohne Interna in der Begründung.",
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
            decision: "Fallen die 1006 mit Deployments zusammen? Dann soll der Server an jede \
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
                in wachsenden Abständen zurück, nach 1013 sollen sie zu einer anderen Adresse \
                gehen.",
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
                Wenn nicht, senden Sie 1002. Wenn ja und nur die Bytes eines Textes oder einer \
                Begründung kein gültiges UTF-8 sind, senden Sie 1007.",
        },
        Contrast {
            of: (1002, 1008),
            difference: "1002 ist ein Verstoß gegen RFC 6455, den jeder Endpunkt zurückweisen \
                muss. 1008 ist ein Verstoß gegen Ihre eigenen Regeln durch eine Nachricht, an der \
                als WebSocket nichts auszusetzen ist.",
            decision: "Steht die verletzte Regel in RFC 6455? Dann senden Sie 1002. Steht sie in \
                Ihren Bedingungen, Grenzwerten oder Nachrichtenformaten? Dann senden Sie 1008, mit \
                einem kurzen Wort in der Begründung, das die Regel nennt.",
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
                Handshake an und schließen mit 1008 und einer Begründung. Genügt ein HTTP-Status? \
                Dann lehnen Sie den Handshake ab, und der Browser meldet 1006. Gesendet wird 1006 \
                nie.",
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
                nicht senden. Sehen Sie 1006? Dann suchen Sie nach abgeschossenen Prozessen, nach \
                Handlern, die ihren Socket fallen lassen, und im Netz; ein abgefangener Fehler \
                hätte sich als 1011 gezeigt.",
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
                ein Timeout abläuft: Ein Proxy oder Load-Balancer, der eine ruhende Verbindung \
                kappt, sagt nichts.",
            decision: "Wer hat die Geduld verloren? Ist es Ihre Anwendung, sendet sie 3008. Endet \
                die Verbindung immer nach derselben Ruhezeit und mit 1006, war es etwas auf dem \
                Weg: Senden Sie Pings in kürzerem Abstand. 1006 wird nie gesendet.",
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
                Ratenbegrenzung zu 1013; lesen Sie als Client also die Begründung.",
        },
        Contrast {
            of: (1008, 3000),
            difference: "3000 sagt genau, was fehlt: eine Anmeldung. 1008 steht für jede Regel; \
                der Client muss raten oder die Begründung lesen.",
            decision: "Soll sich ein Client von selbst neu anmelden? Dann senden Sie 3000, der um \
                genau das bittet. Geht es nicht um die Anmeldung, oder soll der Grund verborgen \
                bleiben? Dann senden Sie 1008. Manche Dienste, etwa AssemblyAI, nehmen 1008 auch \
                für ungültige Tokens; lesen Sie als Client also die Begründung.",
        },
        Contrast {
            of: (1008, 3003),
            difference: "Beide lehnen ab, aber nur 3003 sagt, warum: Die Gegenstelle ist bekannt \
                und hat das Recht nicht, wie bei HTTP 403. Bei 1008 kann es Häufigkeit, Format \
                oder Recht sein, und der Client erfährt es aus der Begründung oder gar nicht.",
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
                viel. Auch der Rat ist ein anderer: nach 1011 in wachsenden Abständen neu \
                verbinden, nach 1013 zu einer anderen Adresse gehen und diese in Ruhe lassen, bis \
                der Nutzer es verlangt.",
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
                rechtzeitig fertig? Dann senden Sie 3008. Sehen Sie 1011, lesen Sie die \
                Begründung: Bei Deepgram und Gemini kann eine Zeitgrenze dahinterstecken.",
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
                oder antwortet er falsch? Dann senden Sie 1014; danach lohnt ein neuer Versuch in \
                wachsenden Abständen.",
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
                Prüfen Sie, ob die 1000 mit Deployments zusammenfallen, und schließen Sie dann mit \
                1001 oder 1012.",
        },
        Confusion {
            seen: 1000,
            expected: 1011,
            text: "Ein Fehler wurde als Erfolg ausgegeben. Für Hasura wurde gemeldet, dass es \
                gescheiterte Verbindungen mit 1000 schloss und den Fehler nur in die Begründung \
                schrieb; wsproto macht aus einem verbotenen Code wie 1006 eine 1000, was in \
                hypercorn interne Fehler verbarg. Lesen Sie die Begründung, und sehen Sie im Log \
                des Servers nach, was zu dieser Zeit geschah.",
        },
        Confusion {
            seen: 1000,
            expected: 3008,
            text: "Der Server schließt ruhende Verbindungen mit 1000. Cowboy tut das: Sein \
                Leerlauf-Timeout zählt zu den normalen Enden. Vergleichen Sie die Ruhezeit vor dem \
                Ende mit der Einstellung des Servers; ein Client, der nach 1000 wegbleibt, braucht \
                Pings oder eine eigene Regel zum Neuverbinden.",
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
                verlorene Verbindung als 1001 mit der Begründung „Stream end encountered“, obwohl \
                kein Close-Frame kam. Steht im Log des Servers zu dieser Zeit kein Close-Frame, \
                lesen Sie diesen 1001 wie 1006 und suchen die Ursache im Netz.",
        },
        Confusion {
            seen: 1001,
            expected: 3008,
            text: "Jetty schließt eine Verbindung, die zu lange ruhte, mit 1001; der Server geht \
                also gar nicht weg. Die Begründung lautet „Idle Timeout“ oder „Connection Idle \
                Timeout“. Vergleichen Sie die Ruhezeit mit der Einstellung von Jetty, und senden \
                Sie häufiger Pings oder erhöhen Sie den Wert.",
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
                die Begründung genau so, sehen Sie sich den Close-Frame in einem Mitschnitt oder \
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
                close(1000), wenn keine Begründung dabei war. Prüfen Sie den Aufruf, der schließt, \
                und die Laufzeitumgebung der Gegenstelle; solange nichts fehlt, behandeln Sie 1005 \
                in Alarmen wie 1000.",
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
                auf beiden Seiten des Proxys und lassen Sie ihn Code und Begründung weitergeben.",
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
                einfach fallen. Fallen die 1006 mit Deployments zusammen, schließen Sie vor dem \
                Ende jede Verbindung und warten die Antworten ab.",
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
                schreibt bei einer Nachricht über seiner Grenze nichts. Prüfen Sie, ob die 1006 \
                auf große Nachrichten folgen, und vergleichen Sie deren Größe mit den Grenzen \
                beider Seiten und jedes Proxys.",
        },
        Confusion {
            seen: 1006,
            expected: 1011,
            text: "Ein Handler, der mit einer Panic abbricht oder vorzeitig zurückkehrt, gibt \
                seinen Socket auf, und es geht kein Close-Frame hinaus, so bei axum. Oder der \
                Fehlertext stand in der Begründung: Über 123 Byte ist der Frame unzulässig, und \
                Empfänger weisen ihn ab. Suchen Sie die Panic im Log des Servers, und kürzen Sie \
                die Begründung auf 123 Byte.",
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
                antwortet mit 1002 und meldet 1006, und der Lastabwurf sieht aus wie ein Absturz. \
                Sehen Sie im Log des Servers nach, ob 1013 gesendet wurde, und bei den Clients, ob \
                nur WebKit 1006 meldet. Ein eigener Code aus 4000-4999 kommt bei allen an.",
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
                keinen Close-Frame. Vergleichen Sie die Ruhezeiten vor den 1006: Sind sie alle \
                gleich, heben Sie die Grenze dort an oder senden Sie häufiger Pings.",
        },
        Confusion {
            seen: 1007,
            expected: 3000,
            text: "Für Gemini Live wurde gemeldet, dass es mit 1007 schließt, wenn der \
                API-Schlüssel abgelaufen ist; in der Begründung steht dann „API key expired“. Ihr \
                Text ist in Ordnung. Schreiben Sie die Begründung zusammen mit dem Code ins Log, \
                erneuern Sie den Schlüssel und verbinden Sie sich neu.",
        },
        Confusion {
            seen: 1008,
            expected: 3000,
            text: "Viele Dienste haben keinen Code für eine gescheiterte Anmeldung und senden den \
                allgemeinen 1008. AssemblyAI tut das bei fehlendem oder ungültigem Token und bei \
                aufgebrauchtem Guthaben. Lesen Sie in der Begründung, was es ist; ein Client, der \
                sich bei jedem 1008 neu anmeldet, täte das auch bei einer Ratenbegrenzung.",
        },
        Confusion {
            seen: 1011,
            expected: 1000,
            text: "Das Framework des Servers hielt ein gewöhnliches Ende für einen Fehler. Bandit \
                schloss vor 1.10.4 mit 1011, wenn eine Phoenix-Anwendung die Sockets eines Nutzers \
                absichtlich trennte. Prüfen Sie, ob die 1011 auf eine Abmeldung oder einen \
                disconnect-Broadcast folgen, und aktualisieren Sie den Server.",
        },
        Confusion {
            seen: 1011,
            expected: 1006,
            text: "Die Gegenstelle war verschwunden, und das Keepalive hat es gemerkt. Die \
                Python-Bibliothek websockets schließt mit 1011 und „keepalive ping timeout“, wenn \
                ein Ping unbeantwortet bleibt; gescheitert ist sonst nichts. Lesen Sie die \
                Begründung; ist von einem Ping die Rede, suchen Sie nach einem Netzausfall oder \
                einer blockierten Event-Loop auf einer Seite.",
        },
        Confusion {
            seen: 1011,
            expected: 3008,
            text: "Manche Dienste schließen mit 1011, wenn eine ihrer Fristen abgelaufen ist: \
                Deepgram, wenn eine Weile kein Audio kommt (die Begründung verweist auf net0001); \
                für Gemini Live wurde es mit „Deadline expired“ gemeldet. Lesen Sie die \
                Begründung, bevor Sie eine Störung melden, und senden Sie Keepalives oder \
                verbinden Sie sich vor Ablauf der Frist neu.",
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
                Ordnung sein. Lesen Sie die Begründung, und öffnen Sie eine neue Sitzung; wer den \
                Abbruch vermeiden will, tut es vor Ablauf der Frist.",
        },
    ],
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
                    Clients in zufälligen, wachsenden Abständen zurückkommen, damit nach einem \
                    Deployment nicht alle auf einmal da sind. Tritt er zu anderen Zeiten auf, prüfen Sie \
                    den Leerlauf-Timeout des Servers und seine Neustarts.",
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
                when_seen: "Ein Prozess ist abgestürzt oder wurde abgeschossen, ein Handler hat seinen \
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
                    bleibt, und manche Dienste, wenn eine Zeitgrenze erreicht ist. Nach RFC 6455 \
                    senden ihn nur Server; Erratum 3227 formuliert ihn für beide Seiten.",
                how_to_fix: "Sehen Sie im Log des Servers nach, was zum Zeitpunkt des Schließens geschah. \
                    Ist in der Begründung von einem Ping oder Timeout die Rede, suchen Sie keinen Absturz, \
                    sondern eine blockierte Event-Loop oder eine langsame Leitung.",
            },
            Texts {
                codes: 1012..=1012,
                meaning: "Der Dienst startet neu und kommt wieder.",
                when_seen: "Geplante Neustarts: ein Deployment oder ein Server, der seine Worker \
                    austauscht. WebKit (geprüft: WebKitGTK 2.50) hält den Code für einen \
                    Protokollfehler und meldet 1006.",
                how_to_fix: "Nichts ist kaputt, solange die Clients eine zufällige Zeit warten, bevor sie \
                    sich neu verbinden, und nicht alle auf einmal zurückkommen. Wo es auf WebKit-Clients \
                    ankommt, kündigen Sie den Neustart mit 1001 an.",
            },
            Texts {
                codes: 1013..=1013,
                meaning: "Der Dienst kann die Verbindung gerade nicht annehmen, meist weil er überlastet \
                    ist.",
                when_seen: "Ein Server wirft Last ab: Es sind zu viele Verbindungen, oder die \
                    bestehenden machen zu viel Arbeit. WebKit (geprüft: WebKitGTK 2.50) hält den \
                    Code für einen Protokollfehler und meldet 1006.",
                how_to_fix: "Erhöhen Sie die Kapazität, oder senken Sie die Last. Clients sollten auf \
                    eine andere Adresse ausweichen und zu derselben nur zurückkehren, wenn der Nutzer \
                    es verlangt, denn automatische Versuche halten die Überlast aufrecht.",
            },
            Texts {
                codes: 1014..=1014,
                meaning: "Ein Gateway oder Proxy hat vom Server dahinter eine ungültige Antwort bekommen, \
                    wie bei 502 in HTTP.",
                when_seen: "Der Server hinter dem Gateway ist ausgefallen oder antwortet nicht so, wie \
                    das Gateway es erwartet. Manche Empfänger kennen den Code nicht und antworten mit \
                    1002; WebKit (geprüft: WebKitGTK 2.50) meldet dann selbst 1006.",
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
                when_seen: "Dem Konto fehlt eine Rolle oder das Zugriffsrecht auf die Ressource. \
                    SaltyRTC benutzt die Zahl für etwas anderes: eine gewöhnliche Übergabe.",
                how_to_fix: "Erteilen Sie das Recht, oder lassen Sie den Client gar nicht erst fragen: Ein \
                    neuer Versuch mit demselben Konto ändert nichts.",
            },
            Texts {
                codes: 3008..=3008,
                meaning: "Eine Anfrage der Anwendung wurde nicht schnell genug beantwortet, wie bei 408 in \
                    HTTP.",
                when_seen: "Eine Antwort kam nicht in der Zeit, die die Anwendung vorgibt. Manche \
                    Bibliotheken und Dienste benutzen die Zahl für etwas anderes: Centrifuge für einen \
                    langsamen Empfänger, AssemblyAI für eine abgelaufene Sitzung, SaltyRTC für einen \
                    unbeantworteten Ping.",
                how_to_fix: "Klären Sie zuerst, ob die Standardbedeutung gemeint ist. Vergleichen \
                    Sie dann die Zeitgrenze mit der Latenz der Anfrage, und suchen Sie nach einem \
                    Backend, das hängt, oder einer Warteschlange, die wächst.",
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
        ("graphql-transport-ws", &[
            Texts {
                codes: 4004..=4004,
                meaning: "Der Client hat vom Server eine Nachricht bekommen, mit der er nichts anfangen \
                    kann.",
                when_seen: "Der Server hat etwas gesendet, das keine gültige Nachricht des Protokolls ist, \
                    oder vor ConnectionAck eine andere Nachricht. Die Begründung sagt, woran sich der \
                    Client stört.",
                how_to_fix: "Lesen Sie die Begründung, und protokollieren Sie, was der Server zuletzt \
                    gesendet hat. Korrigieren Sie dann den Server oder den Code, der seine Nachrichten \
                    schreibt. Der Client von graphql-ws verbindet sich nach diesem Code nicht von selbst \
                    neu.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Im Client selbst ist etwas schiefgegangen, während er die Verbindung \
                    einrichtete.",
                when_seen: "Die Funktion, die connectionParams liefert, hat einen Fehler geworfen, oder \
                    ConnectionInit ließ sich nicht senden. Die Begründung enthält meist den Text des \
                    Fehlers.",
                how_to_fix: "Korrigieren Sie den Client: Gehen Sie vom Fehler in der Begründung aus, und \
                    sehen Sie sich vor allem die Funktion an, die das Token für connectionParams holt. Der \
                    Client von graphql-ws verbindet sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 4400..=4400,
                meaning: "Es kam eine Nachricht an, deren Typ oder Format das Protokoll nicht kennt.",
                when_seen: "Eine Nachricht ist kein gültiges JSON, hat einen unbekannten Typ, oder ihr \
                    fehlt ein Feld, etwa einem Subscribe die id. Alte Server von graphql-ws sendeten den \
                    Code auch, wenn einer ihrer Callbacks fehlschlug. Der Client von graphql-ws nimmt \
                    4004, wenn der Fehler beim Server liegt.",
                how_to_fix: "Lesen Sie die Begründung, schneiden Sie die Nachricht vor dem Schließen mit, \
                    und korrigieren Sie die Seite, die sie geschrieben hat. Dieselbe Nachricht wird wieder \
                    abgewiesen.",
            },
            Texts {
                codes: 4401..=4401,
                meaning: "Der Client wollte eine Operation starten, bevor der Server die Verbindung \
                    bestätigt hatte.",
                when_seen: "Vor ConnectionAck kam schon ein Subscribe: Der Client hat die Bestätigung \
                    nicht abgewartet. Anders als der Name vermuten lässt, ist der Code nicht für ein \
                    abgelehntes Token gedacht; dafür gibt es 4403.",
                how_to_fix: "Der Client muss ConnectionInit senden, ConnectionAck abwarten und darf erst \
                    dann Operationen starten. Der Client von graphql-ws macht das von selbst; suchen Sie \
                    also nach Nachrichten, die von Hand geschrieben werden.",
            },
            Texts {
                codes: 4403..=4403,
                meaning: "Der Server hat die Verbindung abgelehnt, etwa weil ein Token fehlte, falsch oder \
                    abgelaufen war.",
                when_seen: "Der Callback onConnect des Servers hat Nein gesagt, oder der Server hat später \
                    bemerkt, dass das Token nicht mehr gilt. Manche Clients schließen auch selbst mit \
                    diesem Code, wenn ihr eigenes Token abläuft.",
                how_to_fix: "Prüfen Sie das Token im Payload von ConnectionInit, und erneuern Sie es, \
                    bevor Sie neu verbinden. Der Client von graphql-ws versucht es von selbst wieder; \
                    geben Sie ihm connectionParams deshalb als Funktion, die ein frisches Token holt: \
                    Feste Werte werden jedes Mal abgelehnt.",
            },
            Texts {
                codes: 4406..=4406,
                meaning: "Client und Server haben sich nicht auf das Subprotokoll graphql-transport-ws \
                    geeinigt.",
                when_seen: "Der Client bietet gar kein Subprotokoll an oder nur das ältere graphql-ws der \
                    Bibliothek subscriptions-transport-ws. Genauso wirkt ein Proxy, der den Header \
                    Sec-WebSocket-Protocol weglässt.",
                how_to_fix: "Stellen Sie den Client auf eine Bibliothek um, die graphql-transport-ws \
                    spricht, und prüfen Sie, ob der Header beim Server ankommt. Die Namen führen in die \
                    Irre: Die Bibliothek graphql-ws spricht graphql-transport-ws, das Subprotokoll namens \
                    graphql-ws gehört zur älteren Bibliothek.",
            },
            Texts {
                codes: 4408..=4408,
                meaning: "Der Client hat ConnectionInit nicht rechtzeitig gesendet.",
                when_seen: "Der Client kam nicht schnell genug in Gang, etwa weil er erst ein Token holte, \
                    oder er hat die Nachricht nie gesendet. In Servern von graphql-ws heißt die Frist \
                    connectionInitWaitTimeout und beträgt normalerweise 3 Sekunden.",
                how_to_fix: "Finden Sie heraus, was den Client zwischen Handshake und ConnectionInit \
                    aufhält, etwa eine langsame Funktion für connectionParams, oder verlängern Sie die \
                    Frist im Server. Der nächste Versuch kann durchaus klappen.",
            },
            Texts {
                codes: 4409..=4409,
                meaning: "Der Client hat eine Operation unter einer id gestartet, die auf der Verbindung \
                    noch vergeben ist.",
                when_seen: "Zwei Subscribe-Nachrichten tragen dieselbe id, und die erste Operation ist \
                    noch nicht abgeschlossen. Meist liegt es an eigenem Code, der die ids erzeugt.",
                how_to_fix: "Geben Sie jeder Operation eine eigene id, etwa eine UUID, und verwenden Sie \
                    eine id erst wieder, wenn ihre Operation abgeschlossen ist. Derselbe Client läuft \
                    sonst wieder in den Fehler.",
            },
            Texts {
                codes: 4429..=4429,
                meaning: "Der Client hat auf derselben Verbindung mehr als einmal ConnectionInit gesendet.",
                when_seen: "Der Client oder eine Schicht zwischen ihm und dem Server beginnt das Protokoll \
                    zweimal. Mit der Häufigkeit von Anfragen oder Verbindungen hat der Code nichts zu tun.",
                how_to_fix: "Senden Sie ConnectionInit nur einmal je Verbindung. Für ein neues Token oder \
                    andere Parameter öffnen Sie eine neue Verbindung. Derselbe Client wird sonst wieder \
                    getrennt.",
            },
            Texts {
                codes: 4499..=4499,
                meaning: "Der Client hat die Verbindung sofort aufgegeben, ohne auf den Server zu warten.",
                when_seen: "Die Anwendung hat am Client von graphql-ws terminate() aufgerufen, meist weil \
                    der Socket zu hängen schien. Die eigene Anwendung erfährt davon sofort; ob der Frame \
                    den Server erreicht, hängt vom Netz ab.",
                how_to_fix: "Am Server liegt es nicht. Kommt es öfter vor, suchen Sie nach Netzen, die \
                    wegbrechen, nach Browsern, die ihre Sockets einfrieren, und nach unbeantworteten \
                    Pings. Der Client verbindet sich von selbst neu.",
            },
            Texts {
                codes: 4500..=4500,
                meaning: "Im Server ist am Socket oder bei der Verarbeitung einer Nachricht ein \
                    unerwarteter Fehler aufgetreten.",
                when_seen: "Ein Callback des Servers ist fehlgeschlagen, oder der WebSocket-Server \
                    darunter hat einen Fehler gemeldet. Im Produktivbetrieb steht in der Begründung nur \
                    „Internal server error“.",
                how_to_fix: "Sehen Sie im Log des Servers zum Zeitpunkt des Schließens nach, und \
                    korrigieren Sie den Callback. Der Client von graphql-ws hält den Code für endgültig \
                    und verbindet sich nicht von selbst neu.",
            },
            Texts {
                codes: 4504..=4504,
                meaning: "Der Server hat die Verbindung nicht rechtzeitig bestätigt, und der Client hat \
                    aufgegeben.",
                when_seen: "ConnectionAck kam nicht innerhalb von connectionAckWaitTimeout; diese Frist \
                    des Clients ist normalerweise abgeschaltet. Der Callback onConnect ist langsam, oder \
                    der Server hängt.",
                how_to_fix: "Sehen Sie nach, was der Server zwischen ConnectionInit und ConnectionAck tut, \
                    vor allem, wie er das Token prüft, oder verlängern Sie die Frist im Client. Ein \
                    Kommentar im Client von graphql-ws nennt den Code 4418; gesendet wird 4504.",
            },
        ]),
        ("centrifuge", &[
            Texts {
                codes: 3000..=3000,
                meaning: "Die Verbindung endete, ohne dass der Server einen Rat gegeben hätte. Die Zahl \
                    dient den Metriken und Handlern des Servers und wird nie gesendet.",
                when_seen: "Immer, wenn ein Client geht: Er hat ordentlich geschlossen, oder sein Netz ist \
                    weggebrochen. Der Server kann das nicht unterscheiden. Außerhalb von Centrifuge \
                    bedeutet 3000 Unauthorized.",
                how_to_fix: "Nichts, solange die Zahlen zu Ihren Nutzern passen. Fallen viele Clients auf \
                    einmal weg, sehen Sie sich das Netz, den Load-Balancer und dessen Leerlauf-Timeout an.",
            },
            Texts {
                codes: 3001..=3001,
                meaning: "Der Knoten, der den Client bedient, fährt gleich herunter.",
                when_seen: "Bei Deployments, bei Neustarts und wenn Instanzen abgebaut werden.",
                how_to_fix: "Alltag, solange es dazu passt. Die Clients verbinden sich von selbst neu, in \
                    zufälligen, wachsenden Abständen, und landen auf einem anderen Knoten, wenn es einen \
                    gibt.",
            },
            Texts {
                codes: 3004..=3004,
                meaning: "Im Server ist ein interner Fehler aufgetreten.",
                when_seen: "Im Server ist etwas fehlgeschlagen, während er für diesen Client arbeitete.",
                how_to_fix: "Sehen Sie im Log des Servers zum Zeitpunkt des Schließens nach, und prüfen \
                    Sie, worauf er angewiesen ist, etwa den Broker oder das Backend der Anwendung. Die \
                    Clients verbinden sich von selbst neu.",
            },
            Texts {
                codes: 3005..=3005,
                meaning: "Die Zeit, für die die Verbindung des Clients galt, ist abgelaufen.",
                when_seen: "Das Token der Verbindung ist abgelaufen und wurde nicht rechtzeitig erneuert, \
                    oder der Verbindung war auf anderem Weg ein Ende gesetzt.",
                how_to_fix: "Prüfen Sie, ob der Client an ein neues Token kommt: Die SDKs rufen dafür \
                    getToken auf. Sie verbinden sich von selbst neu und holen dabei ein neues Token; \
                    laufen Verbindungen ständig ab, scheitert dieser Callback, oder die Uhren gehen \
                    verschieden.",
            },
            Texts {
                codes: 3006..=3006,
                meaning: "Eines der Abonnements des Clients ist abgelaufen.",
                when_seen: "Das Token für einen Kanal ist abgelaufen und wurde nicht rechtzeitig erneuert, \
                    oder dem Abonnement war auf anderem Weg ein Ende gesetzt.",
                how_to_fix: "Prüfen Sie, ob der Client an ein neues Token für den Kanal kommt. Die SDKs \
                    verbinden sich von selbst neu und abonnieren wieder.",
            },
            Texts {
                codes: 3008..=3008,
                meaning: "Der Client liest seine Nachrichten nicht schnell genug.",
                when_seen: "Es wird mehr veröffentlicht, als der Client, sein Gerät oder sein Netz \
                    verkraftet. Außerhalb von Centrifuge bedeutet 3008 Timeout.",
                how_to_fix: "Veröffentlichen Sie weniger oder kleinere Nachrichten, und suchen Sie nach \
                    Arbeit, die den Client währenddessen blockiert. Die SDKs verbinden sich von selbst neu \
                    und werden wieder getrennt, wenn sich nichts ändert.",
            },
            Texts {
                codes: 3009..=3009,
                meaning: "Beim Schreiben auf die Verbindung des Clients ist ein Fehler aufgetreten.",
                when_seen: "Die Verbindung ist abgerissen, während der Server sendete. Oft steht der Code \
                    nur in den Metriken des Servers, weil er den Client nicht mehr erreicht.",
                how_to_fix: "Bei einzelnen Fällen ist nichts zu tun: Netze fallen aus. Häufen sie sich, \
                    sehen Sie sich das Netz und die Proxys zwischen Server und Clients an.",
            },
            Texts {
                codes: 3010..=3010,
                meaning: "Der Server hat festgestellt, dass der Client im Strom eines Kanals an der \
                    falschen Stelle steht: Ihm können Nachrichten fehlen.",
                when_seen: "Irgendwo zwischen Broker und Client sind Nachrichten verloren gegangen.",
                how_to_fix: "Der Client verbindet sich von selbst neu und holt nach, was ihm fehlt. Kommt \
                    es öfter vor, sehen Sie sich den Broker und seine Verbindung zu den Knoten an.",
            },
            Texts {
                codes: 3011..=3011,
                meaning: "Der Server hat die Verbindung beendet und möchte, dass der Client wiederkommt.",
                when_seen: "Der Server oder die Anwendung darauf hatte einen eigenen Grund, den der Code \
                    nicht verrät.",
                how_to_fix: "Nichts: Die Clients verbinden sich von selbst neu. Kam das überraschend, \
                    suchen Sie in der Anwendung, was es ausgelöst hat.",
            },
            Texts {
                codes: 3012..=3012,
                meaning: "Der Client hat einen Ping des Servers nicht rechtzeitig beantwortet.",
                when_seen: "Das Gerät des Clients schläft, sein Netz ist weg, oder sein Programm ist \
                    blockiert. Diese Pings sind Nachrichten des Protokolls von Centrifuge und keine \
                    Ping-Frames: Ein selbst geschriebener Client muss sie selbst beantworten.",
                how_to_fix: "Einzelne Fälle sind Alltag, vor allem bei Mobilgeräten. Sonst suchen Sie nach \
                    einem blockierten Client, und prüfen Sie Ping-Abstand und Pong-Frist im Server. Die \
                    Clients verbinden sich von selbst neu.",
            },
            Texts {
                codes: 3013..=3013,
                meaning: "Der Client hat zu viele Kommandos gesendet.",
                when_seen: "Ein Client abonniert, veröffentlicht oder fragt in einer Schleife oder \
                    jedenfalls schneller, als der Server erlaubt.",
                how_to_fix: "Bremsen Sie den Client, oder heben Sie die Grenze im Server an. Die SDKs \
                    verbinden sich von selbst neu und werden wieder getrennt, wenn sie so weitermachen.",
            },
            Texts {
                codes: 3014..=3014,
                meaning: "Der Server hat für ungültig erklärt, was der Client aufbewahrt: sein Token und \
                    den Stand seiner Abonnements.",
                when_seen: "Bei neueren Versionen von Centrifuge, wenn das Token oder der gespeicherte \
                    Stand eines Clients nicht mehr gilt und neu geholt werden muss.",
                how_to_fix: "Geben Sie dem SDK einen Callback getToken: Dann verwirft es alles \
                    Aufbewahrte, holt ein neues Token und verbindet sich von selbst neu. Ohne den Callback \
                    kommt es mit dem alten Token zurück, das der Server womöglich ablehnt.",
            },
            Texts {
                codes: 3500..=3500,
                meaning: "Der Client kam mit einem ungültigen Token.",
                when_seen: "Das Token ist fehlerhaft aufgebaut, mit einem anderen Schlüssel signiert oder \
                    wird aus einem anderen Grund nicht angenommen.",
                how_to_fix: "Vergleichen Sie den Schlüssel, mit dem die Tokens signiert werden, mit dem in \
                    der Konfiguration des Servers, und geben Sie dem Client dann ein neues Token. Die SDKs \
                    verbinden sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 3501..=3501,
                meaning: "Der Client hat fehlerhafte Frames oder Kommandos in der falschen Reihenfolge \
                    gesendet.",
                when_seen: "Frames, die leer sind oder sich nicht dekodieren lassen: von einem selbst \
                    geschriebenen Client oder von einem, dessen Version nicht zum Server passt.",
                how_to_fix: "Das Log des Servers nennt den Fehler auf der Stufe info. Korrigieren Sie den \
                    Client, oder bringen Sie SDK und Server auf Versionen, die zueinander passen. Die SDKs \
                    verbinden sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 3502..=3502,
                meaning: "Der Client hat sich nach dem Öffnen der Verbindung nicht rechtzeitig angemeldet.",
                when_seen: "Ein Socket wurde geöffnet, aber das connect-Kommando des Protokolls kam nie \
                    oder zu spät: von einem Client, der aufgehalten wird, oder von einem, der das \
                    Protokoll nicht spricht, etwa einem Health-Check.",
                how_to_fix: "Harmlos, wenn es von Prüfungen und Scannern kommt. Bei echten Clients sehen \
                    Sie nach, was das connect-Kommando aufhält, etwa das Holen eines Tokens. Die SDKs \
                    verbinden sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 3503..=3503,
                meaning: "Der Server hat die Verbindung beendet und bittet den Client, nicht \
                    wiederzukommen.",
                when_seen: "Der Server oder die Anwendung darauf hat den Client entfernt, etwa um einen \
                    Nutzer auszusperren.",
                how_to_fix: "Finden Sie in der Anwendung heraus, wer entfernt wurde und warum. Die SDKs \
                    bleiben getrennt, bis die Anwendung sie wieder verbindet.",
            },
            Texts {
                codes: 3504..=3504,
                meaning: "Die Verbindung überschreitet eine eingestellte Grenze für Verbindungen, etwa die \
                    Zahl je Nutzer.",
                when_seen: "Ein Nutzer hat zu viele Tabs oder Geräte offen, oder ein Client öffnet \
                    Verbindungen und schließt seine alten nicht.",
                how_to_fix: "Suchen Sie nach Verbindungen, die niemand braucht, oder heben Sie die Grenze \
                    an. Die SDKs verbinden sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 3505..=3505,
                meaning: "Der Client überschreitet die eingestellte Grenze für Kanäle.",
                when_seen: "Ein Client abonniert auf einer Verbindung mehr Kanäle, als der Server erlaubt, \
                    etwa weil er die alten nie verlässt.",
                how_to_fix: "Beenden Sie Abonnements, die niemand mehr braucht, oder heben Sie die Grenze \
                    an. Die SDKs verbinden sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 3506..=3506,
                meaning: "Das Format, in dem der Client verbunden ist, kann die Daten für ihn nicht \
                    transportieren.",
                when_seen: "In einen Kanal, den ein Client im JSON-Format liest, wurden Binärdaten \
                    veröffentlicht. Meist ein Fehler im Programm.",
                how_to_fix: "Veröffentlichen Sie JSON in dem Kanal, oder stellen Sie seine Clients auf das \
                    Protobuf-Format um. Die SDKs verbinden sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 3507..=3507,
                meaning: "Dem Client fehlt die Berechtigung für das, was er auf dem Server versucht hat.",
                when_seen: "Dem Nutzer oder dem Token fehlt ein Recht, das der Versuch braucht.",
                how_to_fix: "Erteilen Sie das Recht, oder halten Sie den Client von dem Versuch ab: \
                    Unverändert wiederzukommen hilft nicht. Die SDKs verbinden sich nach diesem Code nicht \
                    von selbst neu.",
            },
            Texts {
                codes: 3508..=3508,
                meaning: "Der Client hat etwas benutzt, das der Server nicht anbietet.",
                when_seen: "Ein Client sendet zum Beispiel asynchrone Nachrichten, für die der Server \
                    keinen Handler hat.",
                how_to_fix: "Ergänzen Sie den Handler, oder schalten Sie die Funktion ein; sonst muss der \
                    Client ohne sie auskommen. Die SDKs verbinden sich nach diesem Code nicht von selbst \
                    neu.",
            },
            Texts {
                codes: 3509..=3509,
                meaning: "Der Client hat zu viele Fehler verursacht.",
                when_seen: "Seine Kommandos schlagen immer wieder fehl, und der Server macht dem ein Ende.",
                how_to_fix: "Sehen Sie im Log des Servers nach, welche Fehler vorausgingen, und \
                    korrigieren Sie den Client. Die SDKs verbinden sich nach diesem Code nicht von selbst \
                    neu.",
            },
            Texts {
                codes: 3000..=3499,
                meaning: "Ein Code von Centrifuge selbst, nach dem sich der Client neu verbinden soll.",
                when_seen: "Von einer Version mit einem Code, der hier fehlt. Alte Versionen nummerierten \
                    manches anders: 3002 war ein ungültiges Token, 3003 eine fehlerhafte Anfrage, 3007 \
                    eine Verbindung ohne Anmeldung, alle ohne Neuverbinden.",
                how_to_fix: "Schlagen Sie die Zahl in der Liste der Codes für die eingesetzte \
                    Version nach. Die SDKs verbinden sich von selbst neu, in zufälligen, \
                    wachsenden Abständen.",
            },
            Texts {
                codes: 3500..=3999,
                meaning: "Ein Code von Centrifuge selbst, nach dem sich der Client nicht von selbst neu \
                    verbinden darf.",
                when_seen: "Von einer Version mit einem Code, der hier fehlt.",
                how_to_fix: "Schlagen Sie die Zahl in der Liste der Codes für die eingesetzte Version \
                    nach, beheben Sie die Ursache, und lassen Sie den Client dann wieder verbinden.",
            },
            Texts {
                codes: 4000..=4499,
                meaning: "Ein Code der Anwendung auf dem Server, nach dem sich der Client neu verbinden \
                    soll.",
                when_seen: "Die Anwendung oder ein Backend, das Centrifugo fragt, hat aus einem eigenen \
                    Grund geschlossen.",
                how_to_fix: "Schlagen Sie die Zahl in der Dokumentation der Anwendung nach. Die \
                    SDKs verbinden sich von selbst neu, in zufälligen, wachsenden Abständen.",
            },
            Texts {
                codes: 4500..=4999,
                meaning: "Ein Code der Anwendung auf dem Server, nach dem sich der Client nicht von selbst \
                    neu verbinden darf.",
                when_seen: "Die Anwendung oder ein Backend, das Centrifugo fragt, hat aus einem eigenen \
                    Grund endgültig geschlossen.",
                how_to_fix: "Schlagen Sie die Zahl in der Dokumentation der Anwendung nach, und beheben \
                    Sie die Ursache, bevor sich der Client wieder verbindet.",
            },
        ]),
        ("pusher", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Die Anwendung nimmt nur verschlüsselte Verbindungen an.",
                when_seen: "Ein Client hat sich per ws:// mit einer Anwendung verbunden, die TLS verlangt.",
                how_to_fix: "Verbinden Sie sich per wss://. pusher-js stellt von selbst auf TLS um und \
                    versucht es sofort noch einmal.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Zu dem Schlüssel, den der Client angegeben hat, gibt es keine Anwendung.",
                when_seen: "Der Schlüssel ist falsch geschrieben oder gelöscht, oder er gehört zu einem \
                    anderen Cluster: Dann sagt die Begründung unter Umständen, dass er „not in this \
                    cluster“ ist.",
                how_to_fix: "Vergleichen Sie Schlüssel und Cluster im Client mit denen im Dashboard. \
                    Dieselbe Adresse wird wieder abgewiesen.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Die Anwendung gibt es, aber sie ist abgeschaltet.",
                when_seen: "Jemand oder der Dienst selbst hat die Anwendung abgeschaltet.",
                how_to_fix: "Klären Sie im Dashboard oder mit dem Support des Dienstes, warum sie aus ist, \
                    und schalten Sie sie wieder ein. Die Clients können nichts dafür.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Die Anwendung hat ihr Kontingent an Verbindungen ausgeschöpft.",
                when_seen: "Es sind mehr Clients gleichzeitig verbunden, als das Kontingent erlaubt, sei \
                    es durch echtes Wachstum oder durch Clients, die Verbindungen öffnen und nicht \
                    schließen.",
                how_to_fix: "Erhöhen Sie das Kontingent, oder schließen Sie Verbindungen, die niemand \
                    braucht. pusher-js kommt nach diesem Code nicht von selbst zurück.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Der Server kennt den Pfad der Adresse nicht.",
                when_seen: "Die Adresse hat nicht die Form /app/ und dann den Schlüssel der Anwendung. \
                    Schuld kann auch ein Proxy sein, der Pfade umschreibt.",
                how_to_fix: "Korrigieren Sie den Pfad im Client oder das, was der Proxy daraus macht. \
                    Dieselbe Adresse wird wieder abgewiesen.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Die Version, die der Client nennt, hat das falsche Format.",
                when_seen: "Der Parameter version in der Adresse sieht nicht wie die Version einer \
                    Bibliothek aus, etwa 1.9.3.",
                how_to_fix: "Korrigieren Sie den Parameter. Client-Bibliotheken setzen ihn von selbst; \
                    suchen Sie also nach Adressen, die von Hand zusammengesetzt werden.",
            },
            Texts {
                codes: 4007..=4007,
                meaning: "Der Server unterstützt die Protokollversion nicht, die der Client verlangt.",
                when_seen: "Ein sehr alter Client oder eine falsche Zahl im Parameter protocol. Die \
                    Versionen 1, 2 und 3 unterstützt Pusher nicht mehr; aktuell ist 7.",
                how_to_fix: "Aktualisieren Sie die Client-Bibliothek, oder korrigieren Sie den Parameter. \
                    Derselbe Client wird wieder abgewiesen.",
            },
            Texts {
                codes: 4008..=4008,
                meaning: "Der Client hat nicht angegeben, welche Version des Protokolls er spricht.",
                when_seen: "In der Adresse fehlt der Parameter protocol: Sie wurde von Hand \
                    zusammengesetzt, oder unterwegs wurden ihre Parameter abgeschnitten. Pusher \
                    kündigt den Code dafür erst an und nimmt bis dahin eine Version an.",
                how_to_fix: "Ergänzen Sie den Parameter, zum Beispiel protocol=7. Dieselbe Adresse wird \
                    wieder abgewiesen.",
            },
            Texts {
                codes: 4009..=4009,
                meaning: "Die Verbindung ist nicht autorisiert.",
                when_seen: "Mehr sagt das Handbuch nicht. Es passt zur Einstellung Authorized \
                    Connections: Sie trennt Clients, die nicht rechtzeitig einem Private- oder \
                    Presence-Channel beitreten. Laravel Reverb, das dasselbe Protokoll spricht, nimmt \
                    die Zahl für einen Origin, den es nicht erlaubt.",
                how_to_fix: "Der Client muss sich bald nach dem Verbinden anmelden oder einem Private- \
                    oder Presence-Channel beitreten. Bei Reverb vergleichen Sie den Origin der Seite mit \
                    den erlaubten.",
            },
            Texts {
                codes: 4100..=4100,
                meaning: "Der Server hat keine Kapazität mehr für die Verbindung.",
                when_seen: "Der Server ist gerade überlastet.",
                how_to_fix: "Warten Sie mindestens eine Sekunde, bevor Sie neu verbinden, und nach jedem \
                    weiteren Fehlschlag länger. Betreiben Sie den Server selbst, schaffen Sie Kapazität.",
            },
            Texts {
                codes: 4200..=4200,
                meaning: "Der Server möchte, dass sich der Client sofort neu verbindet, und sagt nicht, \
                    warum.",
                when_seen: "Das Handbuch nennt keinen Anlass. Manche anderen Server des Protokolls, etwa \
                    Sockudo, senden ihn beim Herunterfahren.",
                how_to_fix: "Nichts: pusher-js verbindet sich von selbst sofort neu. Betreiben Sie den \
                    Server selbst, rechnen Sie damit, dass alle Clients im selben Moment zurückkommen.",
            },
            Texts {
                codes: 4201..=4201,
                meaning: "Der Server hat einen Ping gesendet, und der Client hat nicht geantwortet.",
                when_seen: "Das Gerät des Clients schläft, sein Netz ist weg, oder sein Programm ist \
                    blockiert.",
                how_to_fix: "Einzelne Fälle sind Alltag, und der Client darf sich sofort neu verbinden. \
                    Sonst prüfen Sie, ob der Client das Ereignis pusher:ping mit pusher:pong beantwortet \
                    und was ihn blockiert.",
            },
            Texts {
                codes: 4202..=4202,
                meaning: "Der Client war lange untätig und beherrscht keine Pings.",
                when_seen: "Laut Handbuch nach 24 Stunden, und nur bei sehr alten Clients.",
                how_to_fix: "Aktualisieren Sie den Client: Er sollte das endgültige WebSocket-Protokoll \
                    sprechen oder wenigstens Version 5 des Protokolls von Pusher. Er darf sich sofort neu \
                    verbinden.",
            },
            Texts {
                codes: 4301..=4301,
                meaning: "Ein Client-Event wurde abgelehnt, weil der Client zu viele davon sendet.",
                when_seen: "Ein Client sendet auf einer Verbindung mehr als 10 Nachrichten pro Sekunde. \
                    Dass die Verbindung deshalb geschlossen wird, sagt das Handbuch nicht: Suchen Sie den \
                    Code auch in einem Ereignis pusher:error.",
                how_to_fix: "Fassen Sie Ereignisse zusammen, oder senden Sie in Abständen nur den letzten \
                    Stand, etwa bei der Position der Maus. Wer so weitermacht, wird wieder abgelehnt.",
            },
            Texts {
                codes: 4302..=4302,
                meaning: "Die Watchlist des Nutzers ist zu lang.",
                when_seen: "Die Watchlist nennt mehr als 100 Nutzer; nur die ersten 100 werden angenommen. \
                    Dass die Verbindung deshalb geschlossen wird, sagt das Handbuch nicht: Suchen Sie den \
                    Code auch in einem Ereignis pusher:error.",
                how_to_fix: "Kürzen Sie die Watchlist, die Ihr Server bei der Anmeldung des Nutzers \
                    liefert.",
            },
            Texts {
                codes: 4000..=4099,
                meaning: "Der Server lehnt die Verbindung ab, und derselbe Versuch wird nicht gelingen.",
                when_seen: "Etwas an der Adresse, der Anwendung oder dem Client passt dem Server nicht.",
                how_to_fix: "Lesen Sie die Begründung, und korrigieren Sie die Parameter des Clients oder \
                    die Einstellungen der Anwendung, bevor Sie neu verbinden. pusher-js gibt nach einem \
                    solchen Code auf.",
            },
            Texts {
                codes: 4100..=4199,
                meaning: "Der Server hat die Verbindung beendet, und der Client soll nach einer Pause \
                    wiederkommen.",
                when_seen: "Eine vorübergehende Schwierigkeit im Server, etwa zu viel Last.",
                how_to_fix: "Warten Sie mindestens eine Sekunde und nach jedem weiteren Fehlschlag länger. \
                    pusher-js verbindet sich nach einer Sekunde von selbst neu.",
            },
            Texts {
                codes: 4200..=4299,
                meaning: "Der Server hat die Verbindung beendet, und der Client soll sofort wiederkommen.",
                when_seen: "Diese Verbindung taugt nicht mehr, eine neue ist aber willkommen.",
                how_to_fix: "Nichts: pusher-js verbindet sich von selbst sofort neu. Kommt es öfter vor, \
                    schlagen Sie die Zahl im Handbuch des Servers nach.",
            },
            Texts {
                codes: 4300..=4399,
                meaning: "Ein Fehler irgendeiner anderen Art.",
                when_seen: "Dass die Verbindung wegen eines solchen Fehlers geschlossen wird, sagt das \
                    Handbuch nicht: Suchen Sie den Code auch in einem Ereignis pusher:error.",
                how_to_fix: "Lesen Sie die Begründung, und korrigieren Sie den Client. pusher-js kommt \
                    nach einem solchen Code nicht von selbst zurück.",
            },
        ]),
        ("hocuspocus", &[
            Texts {
                codes: 4205..=4205,
                meaning: "Der Server hat die Verbindung beendet und bittet den Client, mit seinem Dokument \
                    neu anzufangen.",
                when_seen: "Die ersten Nachrichten eines Clients ließen sich nicht dekodieren, oder er hat \
                    vor der Anmeldung zu viel gesendet. Ältere Server nehmen ihn auch nach \
                    closeConnections oder wenn ein Hook fehlschlägt; neuere senden dann eine \
                    Close-Nachricht und lassen den Socket offen.",
                how_to_fix: "Der Provider verbindet sich von selbst neu und synchronisiert wieder. Kommt \
                    es immer wieder vor, sehen Sie im Log des Servers zum Zeitpunkt des Schließens nach, \
                    und korrigieren Sie dann den Client oder den Hook.",
            },
            Texts {
                codes: 4401..=4401,
                meaning: "Eine Anmeldung ist nötig und ist gescheitert, oder der Client hat sich noch \
                    nicht angemeldet.",
                when_seen: "Das Token fehlt oder wird nicht mehr angenommen, oder der Client hat sich mit \
                    der Anmeldung zu viel Zeit gelassen. Server senden ihn auch, wenn sie eine Nachricht \
                    überhaupt nicht dekodieren können.",
                how_to_fix: "Geben Sie dem Provider ein gültiges Token, am besten als Funktion, die ein \
                    frisches holt. Stimmt das Token, prüfen Sie, ob die Versionen von Provider und Server \
                    zueinander passen.",
            },
            Texts {
                codes: 4403..=4403,
                meaning: "Der Server hat die Anfrage verstanden, lehnt sie aber ab.",
                when_seen: "In älteren Servern hat ein Hook wie onConnect Nein gesagt, ohne einen eigenen \
                    Code zu nennen. Neuere antworten stattdessen mit einer Nachricht „permission-denied“ \
                    und lassen den Socket offen.",
                how_to_fix: "Suchen Sie den Hook im Server, der ablehnt, und erteilen Sie die \
                    Berechtigung, oder halten Sie den Client von der Anfrage ab: Unverändert \
                    wiederzukommen hilft nicht.",
            },
            Texts {
                codes: 4408..=4408,
                meaning: "Der Server hat vergeblich auf ein Lebenszeichen des Clients gewartet.",
                when_seen: "Der Client hat einen Ping nicht beantwortet oder, bei neueren Servern, zu \
                    lange nichts gesendet oder sich nicht rechtzeitig angemeldet. Dieselbe Zahl, mit der \
                    Begründung „forced“, meldet der Provider, wenn er vom Server nichts mehr hört und sich \
                    sein Socket nicht schließt.",
                how_to_fix: "Suchen Sie nach schlafenden Geräten, weggebrochenen Netzen und \
                    blockierten Programmen, und vergleichen Sie die Einstellung timeout des Servers \
                    mit den Leerlauf-Timeouts unterwegs. Der Provider verbindet sich von selbst neu.",
            },
        ]),
        ("twitch-eventsub", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Der Server hat selbst ein Problem.",
                when_seen: "Eine Störung auf der Seite von Twitch, vergleichbar mit 500 in HTTP.",
                how_to_fix: "Verbinden Sie sich in wachsenden Abständen neu, und legen Sie dann die \
                    Abonnements wieder an: Sie enden mit der Verbindung. Hält es an, kann nur Twitch \
                    helfen.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Der Client hat eine Nachricht gesendet, obwohl er nichts als Pongs senden darf.",
                when_seen: "Ein Client will über den Socket abonnieren, oder eine Bibliothek sendet eigene \
                    Keepalive-Nachrichten.",
                how_to_fix: "Entfernen Sie, was da sendet: Abonnements werden über die HTTP-API angelegt. \
                    Einen Ping mit einem Pong zu beantworten bleibt erlaubt und nötig.",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Client hat einen Ping nicht mit einem Pong beantwortet.",
                when_seen: "Das Netz ist weg, die Event-Loop des Clients ist blockiert, oder seine \
                    WebSocket-Bibliothek beantwortet Pings nicht von selbst.",
                how_to_fix: "Finden Sie heraus, was den Client am Antworten hindert. Verbinden Sie sich \
                    dann neu, und legen Sie die Abonnements wieder an: Sie enden mit der Verbindung.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Der Client hat nach dem Verbinden nicht rechtzeitig ein Abonnement angelegt.",
                when_seen: "Dafür sind 10 Sekunden Zeit, eine Frist, die Twitch ändern kann. Der Client \
                    war zu langsam, oder seine Anfrage für das Abonnement scheiterte, etwa am Token.",
                how_to_fix: "Legen Sie das erste Abonnement an, sobald die Willkommensnachricht die ID der \
                    Sitzung gebracht hat, und prüfen Sie, was die HTTP-API darauf antwortet. Unverändert \
                    passiert es wieder.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Der Server hatte den Client gebeten, auf eine neue Verbindung umzuziehen, und \
                    der Client hat das nicht rechtzeitig getan.",
                when_seen: "Nach einer Nachricht session_reconnect sind 30 Sekunden Zeit, um neu zu \
                    verbinden und die alte Verbindung zu schließen. Der Client hat sie ignoriert, ist \
                    gescheitert oder hat die alte Verbindung offen gelassen.",
                how_to_fix: "Steht die neue Verbindung, ist nichts verloren: Schließen Sie die alte nur \
                    früher. Sonst verbinden Sie sich mit der üblichen Adresse, und legen Sie die \
                    Abonnements wieder an.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Ein Timeout im Netz, der vorübergehen sollte.",
                when_seen: "Der Weg zwischen Twitch und dem Client war kurz unterbrochen.",
                how_to_fix: "Verbinden Sie sich in wachsenden Abständen neu, und legen Sie dann die \
                    Abonnements wieder an: Sie enden mit der Verbindung. Kommt es öfter vor, sehen Sie \
                    sich das Netz des Clients an.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Ein Fehler im Netz, der vorübergehen sollte.",
                when_seen: "Der Transport zwischen Twitch und dem Client hat versagt.",
                how_to_fix: "Verbinden Sie sich in wachsenden Abständen neu, und legen Sie dann die \
                    Abonnements wieder an: Sie enden mit der Verbindung. Kommt es öfter vor, sehen Sie \
                    sich das Netz des Clients an.",
            },
            Texts {
                codes: 4007..=4007,
                meaning: "Der Client kam mit einer ungültigen Adresse zum Neuverbinden.",
                when_seen: "Die reconnect_url wurde auf dem Weg in den Client verändert oder \
                    abgeschnitten, oder sie wurde vielleicht zu spät benutzt.",
                how_to_fix: "Benutzen Sie die reconnect_url aus der Nachricht session_reconnect genau so, \
                    wie sie kam, und sofort. Ist es dafür zu spät, verbinden Sie sich mit der üblichen \
                    Adresse, und legen Sie die Abonnements wieder an.",
            },
        ]),
        ("discord-gateway", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Etwas ist schiefgegangen, und Discord weiß selbst nicht genau, was.",
                when_seen: "Jederzeit: Getrennte Verbindungen gehören bei Discord zum Alltag, und jede App \
                    muss damit umgehen können.",
                how_to_fix: "Verbinden Sie sich neu mit der resume_gateway_url aus Ready, und setzen Sie \
                    die Sitzung fort; Discord schickt dann nach, was Sie verpasst haben. Passiert es immer \
                    wieder, sehen Sie nach, was der Client unmittelbar davor gesendet hat.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Der Client hat einen Opcode gesendet, den es nicht gibt, oder Daten, die nicht \
                    zum Opcode passen.",
                when_seen: "Der Code, der die Nachrichten zusammensetzt, hat einen Fehler: in einer \
                    Bibliothek oder in der App selbst.",
                how_to_fix: "Suchen Sie die letzte Nachricht des Clients, und berichtigen Sie darin op und \
                    d. Neu verbinden ist erlaubt, aber dieselbe Nachricht beendet auch die nächste \
                    Verbindung.",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Client hat eine Nachricht gesendet, die Discord nicht dekodieren kann.",
                when_seen: "Eine Nachricht ist fehlerhaft oder länger als 4096 Byte, oder ein \
                    Client mit ETF-Kodierung verwendet Atome statt Strings als Schlüssel.",
                how_to_fix: "Suchen Sie die letzte Nachricht des Clients, und kürzen Sie sie oder \
                    berichtigen Sie ihre Kodierung. Neu verbinden ist erlaubt, aber dieselbe Nachricht \
                    beendet auch die nächste Verbindung.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Der Client hat etwas gesendet, bevor er sich ausgewiesen hatte, oder seine \
                    Sitzung wurde für ungültig erklärt.",
                when_seen: "Vor Identify geht eine andere Nachricht hinaus, oder ein Client arbeitet mit \
                    einer Sitzung weiter, die Discord beendet hat.",
                how_to_fix: "Senden Sie auf einer neuen Verbindung zuerst Identify. Ist die Sitzung \
                    ungültig geworden, verbinden Sie sich neu und beginnen mit Identify eine neue.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Das Token in Identify stimmt nicht.",
                when_seen: "Das Token ist falsch abgeschrieben oder gilt nicht mehr. Discord setzt das \
                    Token eines Bots auch selbst zurück und schreibt dem Besitzer eine Mail, wenn er \
                    binnen 24 Stunden 1000 Mal Identify gesendet hat (große Bots dürfen öfter).",
                how_to_fix: "Verbinden Sie sich nicht mehr neu, sondern geben Sie der App das gültige \
                    Token. Hat Discord es zurückgesetzt, suchen Sie zuerst die Reconnect-Schleife, die so \
                    oft Identify gesendet hat.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Der Client hat sich auf einer Verbindung mehr als einmal ausgewiesen.",
                when_seen: "Ein Client sendet noch einmal Identify, obwohl die Verbindung das schon hinter \
                    sich hat.",
                how_to_fix: "Senden Sie Identify nur einmal je Verbindung. Eine neue Sitzung braucht eine \
                    neue Verbindung.",
            },
            Texts {
                codes: 4007..=4007,
                meaning: "Die Sequenznummer, mit der der Client die Sitzung fortsetzen wollte, ist \
                    ungültig.",
                when_seen: "Ein Client sendet Resume mit einer Nummer, die nicht die letzte ist, die er in \
                    dieser Sitzung bekommen hat.",
                how_to_fix: "Verbinden Sie sich neu, und beginnen Sie mit Identify eine neue Sitzung. \
                    Merken Sie sich das Feld s des letzten Ereignisses immer zusammen mit der Sitzung, zu \
                    der es gehört.",
            },
            Texts {
                codes: 4008..=4008,
                meaning: "Der Client hat zu schnell hintereinander gesendet.",
                when_seen: "Binnen 60 Sekunden gingen über eine Verbindung mehr als 120 Ereignisse hinaus.",
                how_to_fix: "Stellen Sie ausgehende Ereignisse in eine Warteschlange, die unter der Grenze \
                    bleibt. Neu verbinden ist erlaubt, aber wer das Limit immer wieder überschreitet, \
                    verliert den Zugang zur API.",
            },
            Texts {
                codes: 4009..=4009,
                meaning: "Die Sitzung ist abgelaufen.",
                when_seen: "Discord hat die Sitzung aufgegeben. Nach einem Verbindungsabbruch hebt es sie \
                    nur ein paar Minuten auf.",
                how_to_fix: "Verbinden Sie sich neu, und beginnen Sie mit Identify eine neue Sitzung; \
                    fortzusetzen gibt es nichts mehr. Passiert das oft, prüfen Sie, ob die Heartbeats \
                    pünktlich hinausgehen.",
            },
            Texts {
                codes: 4010..=4010,
                meaning: "Der Shard in Identify ist ungültig.",
                when_seen: "Das Array shard stimmt nicht, oder ein sehr großer Bot startet eine Zahl von \
                    Shards, die kein Vielfaches der von Discord genannten ist.",
                how_to_fix: "Berichtigen Sie das Array shard: zuerst die Nummer des Shards, gezählt ab 0, \
                    dann die Zahl der Shards, wie Get Gateway Bot sie empfiehlt. Verbinden Sie sich erst \
                    danach neu.",
            },
            Texts {
                codes: 4011..=4011,
                meaning: "Die Sitzung hätte zu viele Guilds umfasst; die App muss sie auf Shards \
                    verteilen.",
                when_seen: "Die App ist gewachsen: Ein Shard fasst höchstens 2500 Guilds, und ab 2500 \
                    Guilds sind Shards Pflicht.",
                how_to_fix: "Starten Sie mehr Shards, jeden mit seinem eigenen Array shard; wie viele es \
                    sein sollen, sagt Get Gateway Bot. Verbinden Sie sich erst danach neu.",
            },
            Texts {
                codes: 4012..=4012,
                meaning: "Der Client hat eine Version des Gateways verlangt, die nicht gültig ist.",
                when_seen: "Der Parameter v in der URL des Gateways ist falsch, ob ihn nun die App oder \
                    ihre Bibliothek setzt.",
                how_to_fix: "Setzen Sie v auf eine aktuelle Version der API, oder aktualisieren Sie die \
                    Bibliothek. Verbinden Sie sich erst danach neu.",
            },
            Texts {
                codes: 4013..=4013,
                meaning: "Die Intents in Identify sind ungültig.",
                when_seen: "Die Bits sind falsch berechnet, oder es ist eines gesetzt, das für keinen \
                    Intent steht.",
                how_to_fix: "Berechnen Sie die Intents neu: Jeder ist ein Bit, verknüpft werden sie mit \
                    ODER. Vergleichen Sie das Ergebnis mit Discords Liste der Intents. Verbinden Sie sich \
                    erst danach neu.",
            },
            Texts {
                codes: 4014..=4014,
                meaning: "Die App verlangt einen Intent, den sie nicht verwenden darf.",
                when_seen: "Ein privilegierter Intent (Presence, Mitglieder oder Nachrichteninhalte) wird \
                    verlangt, ist aber im Developer Portal nicht eingeschaltet oder für die App nicht \
                    genehmigt.",
                how_to_fix: "Schalten Sie den Intent im Developer Portal auf der Seite „Bot“ ein, \
                    beantragen Sie ihn, wo er eine Genehmigung braucht, oder verzichten Sie darauf. \
                    Verbinden Sie sich erst danach neu.",
            },
        ]),
        ("discord-voice", &[
            Texts {
                codes: 4001..=4001,
                meaning: "Der Client hat einen Opcode gesendet, den das Voice-Gateway nicht kennt.",
                when_seen: "Das Voice-Gateway hat eigene Opcodes; einer des Haupt-Gateways oder ein \
                    versehentlich gesetzter hat hier nichts zu suchen.",
                how_to_fix: "Berichtigen Sie die letzte Nachricht des Clients, und prüfen Sie die Version \
                    (v) in der URL: Neuere Versionen kennen mehr Opcodes.",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Client hat sich mit einer ungültigen Nachricht ausgewiesen.",
                when_seen: "Die Identify-Nachricht ist fehlerhaft.",
                how_to_fix: "Berichtigen Sie die Nachricht: In Identify gehören server_id, user_id, \
                    session_id und token, dazu max_dave_protocol_version, wenn der Client DAVE beherrscht.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Der Client hat etwas gesendet, bevor er sich ausgewiesen hatte.",
                when_seen: "Vor Identify geht eine andere Nachricht hinaus.",
                how_to_fix: "Senden Sie auf einer neuen Verbindung zuerst Identify, oder Resume, wenn sie \
                    eine Sitzung fortsetzt.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Das Token in Identify stimmt nicht.",
                when_seen: "Das Token ist veraltet oder gehört woandershin. Bei einem Wechsel des Kanals \
                    gibt es ein neues, auch wenn der Endpunkt derselbe bleibt.",
                how_to_fix: "Senden Sie am Haupt-Gateway ein Voice State Update, warten Sie auf beide \
                    Antworten, Voice State Update und Voice Server Update, und verbinden Sie sich mit dem, \
                    was darin steht. Nichts davon gehört in einen Cache.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Der Client hat sich auf einer Verbindung mehr als einmal ausgewiesen.",
                when_seen: "Ein Client sendet noch einmal Identify, obwohl die Verbindung das schon hinter \
                    sich hat.",
                how_to_fix: "Senden Sie Identify nur einmal je Verbindung. Eine neue Sitzung braucht eine \
                    neue Verbindung.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Die Voice-Sitzung gilt nicht mehr.",
                when_seen: "Ein Client weist sich mit einer beendeten Sitzung aus oder will sie \
                    fortsetzen, etwa mit der alten nach einem Wechsel des Kanals.",
                how_to_fix: "Setzen Sie die Sitzung nicht fort. Fragen Sie das Haupt-Gateway mit einem \
                    Voice State Update neu, und verbinden Sie sich mit session_id, Token und Endpunkt aus \
                    seiner Antwort.",
            },
            Texts {
                codes: 4009..=4009,
                meaning: "Die Voice-Sitzung ist abgelaufen.",
                when_seen: "Discord hat die Sitzung aufgegeben. Eine Voice-Verbindung lebt nur, solange \
                    der Client seine Heartbeats sendet.",
                how_to_fix: "Holen Sie sich vom Haupt-Gateway eine neue Sitzung, und verbinden Sie sich \
                    damit. Das Intervall der Heartbeats steht in Hello; das in Ready ist falsch.",
            },
            Texts {
                codes: 4011..=4011,
                meaning: "Discord findet den Server nicht, den der Client erreichen will.",
                when_seen: "Die server_id ist falsch, oder der Client kennt den Voice-Server nur von \
                    früher, etwa aus einem Cache.",
                how_to_fix: "Fragen Sie mit einem Voice State Update am Haupt-Gateway neu nach dem \
                    Voice-Server: Discord verbietet, ihn im Cache zu halten. Vergleichen Sie auch die \
                    server_id.",
            },
            Texts {
                codes: 4012..=4012,
                meaning: "Discord kennt das Protokoll nicht, das der Client gewählt hat.",
                when_seen: "Im Feld protocol von Select Protocol steht ein Name, den Discord nicht kennt.",
                how_to_fix: "Berichtigen Sie Select Protocol: In Discords eigenem Beispiel steht udp.",
            },
            Texts {
                codes: 4014..=4014,
                meaning: "Discord hat genau diesen Client getrennt.",
                when_seen: "Der Client wurde hinausgeworfen, oder seine Sitzung am Haupt-Gateway ging \
                    verloren.",
                how_to_fix: "Verbinden Sie sich nicht neu. Ist die Sitzung am Haupt-Gateway verloren, \
                    stellen Sie zuerst diese wieder her; ein neuer Beitritt ist dann dort eine neue \
                    Anfrage.",
            },
            Texts {
                codes: 4015..=4015,
                meaning: "Der Voice-Server ist abgestürzt.",
                when_seen: "Der Fehler liegt bei Discord; der Client hat nichts falsch gemacht.",
                how_to_fix: "Öffnen Sie eine neue Verbindung, und setzen Sie die Sitzung fort. Lehnt \
                    Discord das ab, verbinden Sie sich über das Haupt-Gateway von vorn.",
            },
            Texts {
                codes: 4016..=4016,
                meaning: "Discord kennt das Verschlüsselungsverfahren nicht, das der Client gewählt hat.",
                when_seen: "Der Client wählt eines der alten Verfahren mit xsalsa20, die Discord \
                    abgeschafft hat, oder eines, das in Ready nicht aufgeführt war.",
                how_to_fix: "Wählen Sie ein Verfahren aus der Liste in Ready. Dort steht immer \
                    aead_xchacha20_poly1305_rtpsize; ziehen Sie aead_aes256_gcm_rtpsize vor, wo es \
                    aufgeführt ist.",
            },
            Texts {
                codes: 4017..=4017,
                meaning: "Der Kanal verlangt Ende-zu-Ende-Verschlüsselung nach dem DAVE-Protokoll, die der \
                    Client nicht beherrscht.",
                when_seen: "Der Client hat sich mit max_dave_protocol_version 0 oder ganz ohne diese \
                    Angabe ausgewiesen. Discord hat angekündigt, ab dem 1. März 2026 nur noch \
                    verschlüsselte Anrufe zu unterstützen.",
                how_to_fix: "Wechseln Sie zu einer Bibliothek, die DAVE beherrscht, und nennen Sie in \
                    max_dave_protocol_version ihre höchste Version.",
            },
            Texts {
                codes: 4020..=4020,
                meaning: "Der Client hat eine fehlerhafte Anfrage gesendet.",
                when_seen: "Eine Nachricht hat nicht die Form, die ihr Opcode verlangt.",
                how_to_fix: "Suchen Sie die letzte Nachricht des Clients, und vergleichen Sie sie mit der \
                    Dokumentation von Discord.",
            },
            Texts {
                codes: 4021..=4021,
                meaning: "Discord hat den Client getrennt, weil er ein Limit überschritten hat.",
                when_seen: "Der Client hat etwas zu oft getan. Was gezählt wird, verrät Discords Tabelle \
                    nicht.",
                how_to_fix: "Verbinden Sie sich nicht neu. Finden Sie heraus, was der Client so oft tut, \
                    etwa in einer Reconnect-Schleife, und bremsen Sie ihn zuerst.",
            },
            Texts {
                codes: 4022..=4022,
                meaning: "Discord hat alle Clients getrennt, weil der Anruf beendet ist.",
                when_seen: "Der Kanal wurde gelöscht, der Voice-Server hat gewechselt, oder der Anruf ging \
                    aus einem anderen Grund zu Ende.",
                how_to_fix: "Verbinden Sie sich nicht neu. Hat nur der Voice-Server gewechselt, kündigt \
                    das Haupt-Gateway den neuen mit einem Voice Server Update an: Verbinden Sie sich mit \
                    diesem.",
            },
        ]),
        ("discord-rpc", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Der Client hat sich mit einer ungültigen Client-ID verbunden.",
                when_seen: "Die client_id in der URL ist falsch abgeschrieben, oder keine Anwendung hat \
                    sie. In einer Fehlermeldung bedeutet 4000 etwas anderes: eine ungültige Nachricht.",
                how_to_fix: "Verwenden Sie die Client-ID Ihrer Anwendung, wie Discord sie auf seiner Seite \
                    für Entwickler zeigt.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Der Client hat sich mit einem ungültigen Origin verbunden.",
                when_seen: "Der Header Origin passt zu keinem RPC-Origin, der für die Anwendung \
                    eingetragen ist. Clients außerhalb eines Browsers senden oft gar keinen.",
                how_to_fix: "Tragen Sie den Origin auf Discords Seite für Entwickler bei der Anwendung \
                    ein, oder senden Sie beim Handshake einen, der dort eingetragen ist.",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Client hat ein Limit überschritten und wird gebremst.",
                when_seen: "Der Client hat etwas zu oft getan. Eine Grenze nennt Discords Tabelle nicht.",
                how_to_fix: "Kommen Sie in wachsenden Abständen zurück, verbinden Sie sich \
                    seltener, und senden Sie weniger Befehle.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Das OAuth2-Token der Verbindung wurde widerrufen.",
                when_seen: "Das Token verlor seine Gültigkeit, während die Verbindung offen war, etwa weil \
                    jemand der Anwendung die Erlaubnis entzogen hat.",
                how_to_fix: "Besorgen Sie ein neues Token: Senden Sie AUTHORIZE, tauschen Sie den Code \
                    ein, und senden Sie AUTHENTICATE mit dem neuen Token.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Die URL der Verbindung nennt eine ungültige Version von RPC.",
                when_seen: "Der Parameter v in der URL fehlt oder ist falsch.",
                how_to_fix: "Setzen Sie v auf 1; eine andere Version führt Discord nicht auf.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Die URL der Verbindung nennt eine ungültige Kodierung.",
                when_seen: "Der Parameter encoding in der URL fehlt oder ist falsch.",
                how_to_fix: "Setzen Sie encoding auf json oder etf.",
            },
        ]),
        ("assemblyai-v3", &[
            Texts {
                codes: 3005..=3005,
                meaning: "Der Server hat die Sitzung wegen eines Fehlers beendet, für den es keinen \
                    eigenen Code gibt.",
                when_seen: "Ein unbekannter Fehler im Server. Unter diesem Code läuft alles, was dort \
                    schiefgeht und keinen genaueren Code hat.",
                how_to_fix: "Versuchen Sie in wachsenden Abständen, eine neue Sitzung zu öffnen. \
                    Bleibt es dabei, nennen Sie dem Support von AssemblyAI die ID der Sitzung; sie \
                    steht in der Nachricht Begin.",
            },
            Texts {
                codes: 3006..=3006,
                meaning: "Der Client hat eine Nachricht gesendet, mit der der Server nichts anfangen kann: \
                    von unbekanntem Typ, mit kaputtem JSON oder aus anderem Grund ungültig.",
                when_seen: "Eine Textnachricht entspricht nicht dem, was die API erwartet. Welcher Fall es \
                    ist, sagt der Text der Error-Nachricht: Invalid Message Type, Invalid JSON oder \
                    Invalid Message.",
                how_to_fix: "Berichtigen Sie die Nachricht, die der Text zitiert. Textnachrichten sind \
                    JSON mit einem Typ, den die API kennt; Audio gehört in Binärnachrichten.",
            },
            Texts {
                codes: 3007..=3007,
                meaning: "Das Audio kommt in Stücken von falscher Länge oder schneller, als es abgespielt \
                    wird.",
                when_seen: "Ein Stück enthält weniger als 50 ms oder mehr als 1000 ms Audio, oder eine \
                    Aufnahme wird schneller als in Echtzeit gesendet. Die Zahlen nennt der Text der \
                    Error-Nachricht.",
                how_to_fix: "Senden Sie Stücke von 50 bis 1000 ms, Aufnahmen im richtigen Tempo: je \
                    Sekunde eine Sekunde Audio. Überrascht Sie die gemeldete Länge, prüfen Sie auch die \
                    Abtastrate.",
            },
            Texts {
                codes: 3008..=3008,
                meaning: "Die Sitzung hat ihre Höchstdauer erreicht.",
                when_seen: "Nach 3 Stunden, oder früher, wenn das temporäre Token eine kürzere Höchstdauer \
                    vorgab.",
                how_to_fix: "Öffnen Sie eine neue Sitzung; ein temporäres Token taugt nur für eine, also \
                    besorgen Sie zuerst ein neues. Beenden Sie Sitzungen, die niemand mehr braucht: \
                    Berechnet wird die ganze Zeit, in der sie offen sind.",
            },
            Texts {
                codes: 3009..=3009,
                meaning: "Das Konto hat zu viele Sitzungen geöffnet.",
                when_seen: "Mehr neue Sitzungen in einer Minute, als das Limit des Kontos zulässt; die \
                    Zahl der offenen ist bei bezahlten Konten nicht begrenzt. Manche Seiten von AssemblyAI \
                    nennen dafür noch 1008.",
                how_to_fix: "Verteilen Sie neue Sitzungen über die Zeit, und kommen Sie in \
                    wachsenden Abständen zurück: Das Limit steigt um 10 % je Minute, solange \
                    mindestens 70 % davon ausgeschöpft sind. Auf Anfrage setzt AssemblyAI es herauf.",
            },
        ]),
        ("colyseus", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Der Client hat den Raum absichtlich verlassen, oder der Server hat ihn gehen \
                    lassen, ohne einen anderen Code zu nennen.",
                when_seen: "Ein Client ruft room.leave() auf, und der Server schließt. Auch client.leave() \
                    und room.disconnect() auf dem Server verwenden den Code, wenn keiner angegeben ist; \
                    ein Rauswurf oder das Ende eines Raums sieht also genauso aus.",
                how_to_fix: "Nichts ist kaputt. Wollten die Spieler gar nicht gehen, suchen Sie auf dem \
                    Server ein leave() oder disconnect() ohne Code, und geben Sie ihm einen von 4011-4999.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Der Server fährt geordnet herunter.",
                when_seen: "Bei Deployments und Neustarts im Produktivbetrieb: Jeder Raum trennt seine \
                    Clients, bevor der Prozess endet.",
                how_to_fix: "Alltag. Den Raum gibt es nicht mehr, und das SDK kommt nicht von selbst \
                    zurück: Lassen Sie den Client in wachsenden Abständen versuchen, einem Raum neu \
                    beizutreten. Wollen Sie die Spieler vorwarnen, überschreiben Sie onBeforeShutdown().",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Server hat die Verbindung wegen eines Fehlers geschlossen.",
                when_seen: "Der Beitritt ist gescheitert, etwa an onAuth() oder onJoin(); eine Nachricht \
                    war nicht lesbar oder fiel durch die Validierung; der Client überschritt \
                    maxMessagesPerSecond; oder ein neu verbundener Client hat diese ältere Verbindung \
                    abgelöst.",
                how_to_fix: "Sehen Sie ins Log des Servers und auf den Fehler, den der Client kurz davor \
                    bekam. Berichtigen Sie dann die Nachricht, das Tempo oder die Anmeldung. Ist derselbe \
                    Spieler gerade wieder da, ist alles in Ordnung.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Der Client ist nicht in seinen Raum zurückgekommen.",
                when_seen: "Der Server hält den Platz nicht mehr frei: Die Frist von allowReconnection() \
                    ist um oder war nie gesetzt, oder den Raum gibt es nicht mehr. Das SDK meldet 4003 \
                    auch von sich aus, wenn alle Versuche gescheitert sind.",
                how_to_fix: "Treten Sie einem Raum neu bei. Brauchen Spieler mehr Zeit für die Rückkehr, \
                    rufen Sie in onDrop() allowReconnection() mit einer längeren Frist auf.",
            },
            Texts {
                codes: 4010..=4010,
                meaning: "Der Server startet im Entwicklungsmodus neu, und der Client darf in seinen Raum \
                    zurückkommen.",
                when_seen: "Ein Server im devMode fährt herunter, meist um geänderten Code zu laden. Im \
                    Produktivbetrieb steht an dieser Stelle 4001.",
                how_to_fix: "Nichts: Das SDK verbindet sich in wachsenden Abständen neu, ohne andere \
                    Einstellung bis zu 15 Mal. Im Produktivbetrieb heißt der Code, dass der devMode \
                    eingeschaltet ist: Schalten Sie ihn aus.",
            },
        ]),
        ("saltyrtc", &[
            Texts {
                codes: 3000..=3000,
                meaning: "Der Signalisierungspfad ist voll: Für einen weiteren Responder ist keine Adresse \
                    mehr frei.",
                when_seen: "Angemeldete Responder belegen alle 254 Adressen des Pfads, etwa weil der \
                    Initiator die untätigen nicht entfernt.",
                how_to_fix: "Kommen Sie später wieder. Der Initiator muss seinen Pfad sauber halten: \
                    Responder entfernen, die 60 Sekunden lang nichts gesendet haben, oder den ältesten \
                    davon, sobald es eng wird.",
            },
            Texts {
                codes: 3001..=3001,
                meaning: "Eine Seite hat gegen die Regeln des Signalisierungsprotokolls verstoßen.",
                when_seen: "Eine Nachricht kam außer der Reihe, ließ sich nicht entschlüsseln oder trug \
                    eine falsche Adresse, ein falsches Cookie oder eine falsche Sequenznummer; oder der \
                    Pfad der URL ist kein Schlüssel aus 64 Hexziffern. Auch ein Initiator kann einen \
                    Responder mit diesem Code trennen lassen.",
                how_to_fix: "Welche Prüfung fehlschlug, steht im Log der Seite, die geschlossen hat. \
                    Vergleichen Sie Schlüssel und Bibliotheksversionen beider Seiten. Unverändert \
                    scheitert derselbe Client wieder.",
            },
            Texts {
                codes: 3002..=3002,
                meaning: "Auf einer Seite ist ein eigener Fehler aufgetreten.",
                when_seen: "Im Server oder in der Bibliothek eines Clients trat eine Ausnahme auf, für die \
                    es keinen anderen Code gibt. Auch ein Initiator kann einen Responder mit diesem Code \
                    trennen lassen.",
                how_to_fix: "Sehen Sie ins Log der Seite, die geschlossen hat, und zwar zu diesem \
                    Zeitpunkt. Clients dürfen in wachsenden Abständen zurückkommen.",
            },
            Texts {
                codes: 3003..=3003,
                meaning: "Die beiden Clients sind mit ihrer Signalisierung auf einen eigenen Kanal \
                    umgezogen und brauchen den Server nicht mehr.",
                when_seen: "Alltag beim WebRTC-Task: Sobald beide Clients an einen Datenkanal übergeben \
                    haben, schließt jeder seine Verbindung zum Server.",
                how_to_fix: "Nichts: Die Clients sind weiter miteinander im Gespräch.",
            },
            Texts {
                codes: 3004..=3004,
                meaning: "Der Server hat den Client getrennt, weil ein Initiator es so wollte.",
                when_seen: "Ein Responder wird getrennt, wenn der Initiator sich mit einem anderen gepaart \
                    hat oder wenn er untätig bleibt. Ein Initiator wird getrennt, wenn sich ein neuer auf \
                    demselben Pfad anmeldet.",
                how_to_fix: "Nichts, wenn absichtlich ein anderer Client übernommen hat. Zwei Initiatoren, \
                    die sofort wiederkommen, verdrängen einander reihum: Sorgen Sie dafür, dass nur ein \
                    Client den Schlüssel verwendet.",
            },
            Texts {
                codes: 3005..=3005,
                meaning: "Der Initiator konnte die erste Nachricht des Responders nicht entschlüsseln.",
                when_seen: "Das Token ist verbraucht oder falsch, oder nur noch einer der beiden Clients \
                    hat den Schlüssel des anderen als vertrauenswürdig gespeichert.",
                how_to_fix: "Löschen Sie die gespeicherten Schlüssel für diesen Pfad, lassen Sie den \
                    Initiator ein neues Token ausgeben, und verbinden Sie sich damit.",
            },
            Texts {
                codes: 3006..=3006,
                meaning: "Initiator und Responder haben keinen gemeinsamen Task.",
                when_seen: "Die beiden Anwendungen beherrschen verschiedene Tasks oder verschiedene \
                    Versionen desselben. Nach der Spezifikation sagt der Initiator das dem Responder in \
                    einer Nachricht close, und der WebSocket selbst endet mit 1001.",
                how_to_fix: "Vergleichen Sie die Tasks, die beide Anwendungen anbieten, samt ihrer \
                    Versionen, und ergänzen Sie einen, den beide kennen.",
            },
            Texts {
                codes: 3007..=3007,
                meaning: "Der Client erwartet einen dauerhaften Schlüssel, den der Server nicht hat.",
                when_seen: "Der Client kennt vom Server nur einen veralteten öffentlichen Schlüssel, oder \
                    der Server läuft ohne dauerhaften Schlüssel.",
                how_to_fix: "Geben Sie dem Client den aktuellen öffentlichen Schlüssel des Servers oder \
                    dem Server den Schlüssel, den seine Clients erwarten. Während eines Wechsels kann ein \
                    Server mehrere Schlüssel haben.",
            },
            Texts {
                codes: 3008..=3008,
                meaning: "Der Client hat auf einen Ping nicht rechtzeitig geantwortet.",
                when_seen: "Die Verbindung ging unbemerkt verloren, oder der Client hängt. Der \
                    Python-Server wartet 30 Sekunden auf die Antwort und verwendet diesen Code seit \
                    Version 3.0.0; die Spezifikation spricht von einem Protokollfehler, 3001.",
                how_to_fix: "Verbinden Sie sich neu. Trifft es Verbindungen im Leerlauf, suchen Sie nach \
                    einem Proxy oder NAT, der sie kappt, und lassen Sie den Client ein kürzeres \
                    Ping-Intervall verlangen.",
            },
        ]),
    ],
}
