// German.
Language {
    tag: "de",
    name: "Deutsch",
    senders: Senders {
        either: "Client oder Server",
        client: "der Client",
        server: "der Server",
        nobody: "niemand",
    },
    retries: Retries {
        no: "nein",
        at_once: "ja, sofort",
        backoff: "ja, mit wachsender Wartezeit (Backoff)",
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
    sentences: Sentences {
        jitter: "ja, nach einer zufälligen Pause von {min_s}-{max_s} s",
        idle_limit: "seit {seconds} s ging in keiner Richtung mehr etwas, und das passt zum voreingestellten \
            Leerlauf-Timeout von {list}: Liegt davon etwas auf dem Weg, senden Sie häufiger Pings",
        lifetime_limit: "die Verbindung lebte {seconds} s, und das passt zur voreingestellten Höchstdauer von \
            {list}: Liegt davon etwas auf dem Weg, helfen Pings nicht; erhöhen Sie die Grenze, oder lassen Sie \
            die Clients wiederkommen",
        limit_and: "{list} und von {limit}",
        wait_for_their_application: "manche Clients beantworten ein Close erst, wenn auch ihre Anwendung \
            schließt; womöglich ist es einer davon: {list}",
        unagreed_compression: "manche Clients komprimieren, obwohl der Server nicht zugestimmt hat; womöglich \
            ist es einer davon: {list}",
        refused: "manche Clients nehmen {code} nicht an; womöglich ist es einer davon: {list}",
        servers_code: "nach seiner Definition sendet nur ein Server {code}; hier war es der Client",
        clients_code: "nach seiner Definition sendet nur ein Client {code}; hier war es der Server",
        drained: "ein Drain hatte um dieses Close gebeten: Ein Handler, der geht, sobald er davon erfährt, nimmt \
            den Socket oft mit, bevor die Antwort da ist",
        offer_lacks_answer: "der Client hatte Erweiterungen angeboten, und die Antwort auf seinen Handshake hat \
            mindestens eine davon weggelassen; tungstenite selbst stimmt keiner zu",
        code_says: "{code} besagt: {meaning}",
    },
    actors: Actors {
        ours: "wer diese Anwendung betreibt oder schreibt",
        peer: "wer die Gegenstelle betreibt oder schreibt",
        network: "wer betreibt, was dazwischen liegt",
        nobody: "niemand",
    },
    endings: include!("german/endings.rs"),
    rows: &[
        ("standard", &[
            Texts {
                codes: 1000..=1000,
                meaning: "Die Verbindung hat ihren Zweck erfüllt, und eine Seite hat sie absichtlich \
                    beendet.",
                when_seen: "Die Anwendung war fertig. Mehrere Stacks senden 1000 aber auch als \
                    Standardwert, selbst nach einem Leerlauf-Timeout oder beim Herunterfahren; der Code \
                    heißt also nicht immer, dass alles geklappt hat.",
                how_to_fix: "Nichts ist kaputt. Kam das Ende überraschend, suchen Sie nach einer Stelle, die \
                    1000 nur als Standardwert sendet, obwohl 1001, 1012 oder ein Code der Anwendung \
                    (4000-4999) der Gegenstelle mehr gesagt hätte. Was danach kommt, sehen Clients \
                    verschieden: Phoenix bleibt weg, graphql-ws kommt womöglich wieder.",
            },
            Texts {
                codes: 1001..=1001,
                meaning: "Der Absender verabschiedet sich: Ein Server fährt herunter, oder ein Browser \
                    verlässt die Seite.",
                when_seen: "Bei Deployments und beim Abbau von Instanzen, außerdem immer, wenn jemand den \
                    Tab schließt oder einem Link folgt. Manche Server senden ihn auch nach einem \
                    Leerlauf-Timeout, und OpenAI Realtime, wenn eine Sitzung 60 Minuten gedauert hat.",
                how_to_fix: "Unauffällig, solange er zu Deployments und Seitenwechseln passt; lassen Sie \
                    Clients mit zufälliger, wachsender Wartezeit (Backoff) zurückkommen, damit nach einem \
                    Deployment nicht alle auf einmal da sind. Tritt er zu anderen Zeiten auf, prüfen Sie den \
                    Leerlauf-Timeout des Servers und seine Neustarts.",
            },
            Texts {
                codes: 1002..=1002,
                meaning: "Eine Seite hat gegen die Regeln des WebSocket-Protokolls verstoßen, und die \
                    andere hat die Verbindung beendet.",
                when_seen: "Ein Frame war falsch maskiert, benutzte ein reserviertes Bit oder einen \
                    reservierten Opcode, war ein Continuation-Frame ohne Anfang oder trug einen Close-Code, \
                    den der Empfänger nicht annimmt. Manche Clients und Bibliotheken antworten mit 1002 auch \
                    auf zulässige neuere Codes: 1012, 1013 und 1014.",
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
                when_seen: "Ein Prozess ist abgestürzt oder wurde gekillt (SIGKILL, OOM), ein Handler hat \
                    seinen Socket verworfen, ohne ihn zu schließen, das Netz war weg, oder ein Proxy, \
                    Load-Balancer oder NAT hat eine inaktive Verbindung gekappt. Auch ein Client, der den \
                    Close-Frame ablehnt, meldet 1006, etwa wenn der Code unzulässig oder der Close-Reason \
                    länger als 123 Byte ist.",
                how_to_fix: "Sehen Sie sich den Fehler des Transports an und wie lange die Verbindung \
                    inaktiv war. Ist es immer wieder dieselbe Zeit, läuft unterwegs ein Timeout ab: Senden \
                    Sie Pings in kürzerem Abstand. Andernfalls suchen Sie nach Abstürzen und nach Handlern, \
                    die zurückkehren, ohne zu schließen.",
            },
            Texts {
                codes: 1007..=1007,
                meaning: "Eine Nachricht passt nicht zu ihrem Typ: vor allem Text, der kein gültiges UTF-8 \
                    ist.",
                when_seen: "Rohe Bytes wurden als Textnachricht gesendet, oder ein Text wurde mitten in \
                    einem Zeichen abgeschnitten; auch ein Close-Reason, der kein UTF-8 ist, zählt dazu. \
                    Manche Server senden den Code auch bei komprimierten Daten, die sie nicht entpacken \
                    können.",
                how_to_fix: "Senden Sie Bytes als Binärnachrichten, kodieren Sie Text als UTF-8, und \
                    schneiden Sie lange Texte und Close-Reasons nur zwischen zwei Zeichen ab. Derselbe \
                    Inhalt wird wieder abgewiesen.",
            },
            Texts {
                codes: 1008..=1008,
                meaning: "Eine Nachricht hat gegen eine eigene Regel des Endpunkts verstoßen. Der \
                    allgemeine Code, wenn weder 1003 noch 1009 passt oder wenn die Einzelheiten verborgen \
                    bleiben sollen.",
                when_seen: "Dienste senden ihn bei fehlenden oder falschen Zugangsdaten, bei Anfragen in zu \
                    schneller Folge und bei Eingaben, die sie nicht annehmen. Was davon vorliegt, sagt nur \
                    der Close-Reason, falls es einen gibt.",
                how_to_fix: "Lesen Sie den Close-Reason und die Dokumentation des Dienstes, und korrigieren \
                    Sie dann die Zugangsdaten, das Tempo oder die Nachricht. Auf einem eigenen Server \
                    schreiben Sie ein kurzes, festes Wort in den Reason, damit niemand raten muss.",
            },
            Texts {
                codes: 1009..=1009,
                meaning: "Eine Nachricht ist so groß, dass der Endpunkt sie nicht verarbeiten kann.",
                when_seen: "Eine Nachricht oder ein Frame überschreitet die Größengrenze des Endpunkts oder \
                    eines Proxys auf dem Weg; AWS API Gateway etwa weist jeden Frame über 32 KB ab, auch in \
                    einer Nachricht, die es annähme. Manche Bibliotheken lassen stattdessen die Verbindung \
                    fallen; die Gegenstelle meldet dann 1006.",
                how_to_fix: "Heben Sie die Grenze auf der Seite an, die abgelehnt hat, oder teilen Sie die \
                    Daten auf kleinere Nachrichten auf, oder auf kleinere Frames, wo die Grenze für Frames \
                    gilt. Prüfen Sie jede Station auf dem Weg, denn es gilt die niedrigste Grenze. Dieselbe \
                    Nachricht wird wieder abgewiesen.",
            },
            Texts {
                codes: 1010..=1010,
                meaning: "Der Client braucht eine Erweiterung, die der Server nicht ausgehandelt hat. Was \
                    fehlt, soll im Close-Reason stehen.",
                when_seen: "Der Client bietet Erweiterungen an, der Server wählt aus; eine wegzulassen ist \
                    zulässig, der Code 1010 also die Entscheidung des Clients. Der Server hat sie nie \
                    angenommen, oder ein Proxy entfernt den Header Sec-WebSocket-Extensions. Das Skript \
                    einer Webseite kann den Code nicht senden: Suchen Sie einen nativen oder eingebetteten \
                    Client.",
                how_to_fix: "Lesen Sie im Close-Reason, was fehlt. Fordern Sie den Handshake mit curl und \
                    dem Header an, vor und hinter jedem Proxy, und vergleichen Sie die 101-Antworten. Lassen \
                    Sie dann die Station, die den Header verliert, ihn weitergeben, oder den Client ohne die \
                    Erweiterung auskommen. tungstenite 0.30 hat keine: Beenden Sie die Kompression in einem \
                    Proxy davor.",
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
                    Ist im Close-Reason von einem Ping oder Timeout die Rede, suchen Sie keinen Absturz, \
                    sondern eine blockierte Event-Loop oder eine langsame Verbindung. Was danach kommt, \
                    sehen Clients verschieden: htmx kommt zurück, graphql-ws und robust-websocket nicht.",
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
                when_seen: "Ein Server weist Verbindungen ab (Load Shedding): Es sind zu viele Verbindungen, \
                    oder die bestehenden machen zu viel Arbeit. WebKit (geprüft: WebKitGTK 2.50) hält den \
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
                when_seen: "Dem Konto fehlt eine Rolle oder das Zugriffsrecht auf die Ressource. SaltyRTC \
                    benutzt die Zahl für etwas anderes: eine planmäßige Übergabe (Handover).",
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
                    oder vor ConnectionAck eine andere Nachricht. Der Close-Reason sagt, woran sich der \
                    Client stört.",
                how_to_fix: "Lesen Sie den Close-Reason, und protokollieren Sie, was der Server zuletzt \
                    gesendet hat. Korrigieren Sie dann den Server oder den Code, der seine Nachrichten \
                    schreibt. Der Client von graphql-ws verbindet sich nach diesem Code nicht von selbst \
                    neu.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Im Client selbst ist etwas schiefgegangen, während er die Verbindung \
                    einrichtete.",
                when_seen: "Die Funktion, die connectionParams liefert, hat einen Fehler geworfen, oder \
                    ConnectionInit ließ sich nicht senden. Der Close-Reason enthält meist den Text des \
                    Fehlers.",
                how_to_fix: "Korrigieren Sie den Client: Gehen Sie vom Fehler im Close-Reason aus, und sehen \
                    Sie sich vor allem die Funktion an, die das Token für connectionParams holt. Der Client \
                    von graphql-ws verbindet sich nach diesem Code nicht von selbst neu.",
            },
            Texts {
                codes: 4400..=4400,
                meaning: "Es kam eine Nachricht an, deren Typ oder Format das Protokoll nicht kennt.",
                when_seen: "Eine Nachricht ist kein gültiges JSON, hat einen unbekannten Typ, oder ihr \
                    fehlt ein Feld, etwa einem Subscribe die id. Alte Server von graphql-ws sendeten den \
                    Code auch, wenn einer ihrer Callbacks fehlschlug. Der Client von graphql-ws nimmt \
                    4004, wenn der Fehler beim Server liegt.",
                how_to_fix: "Lesen Sie den Close-Reason, schneiden Sie die Nachricht vor dem Schließen mit, \
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
                when_seen: "Ein Callback des Servers ist fehlgeschlagen, oder der WebSocket-Server darunter \
                    hat einen Fehler gemeldet. Im Produktivbetrieb steht im Close-Reason nur „Internal \
                    server error“.",
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
                how_to_fix: "Unauffällig, solange es dazu passt. Die Clients verbinden sich von selbst neu, \
                    mit zufälliger, wachsender Wartezeit (Backoff), und landen auf einem anderen Knoten, \
                    wenn es einen gibt.",
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
                how_to_fix: "Einzelne Fälle sind unauffällig, vor allem bei Mobilgeräten. Sonst suchen Sie \
                    nach einem blockierten Client, und prüfen Sie Ping-Abstand und Pong-Frist im Server. Die \
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
                how_to_fix: "Schlagen Sie die Zahl in der Liste der Codes für die eingesetzte Version nach. \
                    Die SDKs verbinden sich von selbst neu, mit zufälliger, wachsender Wartezeit (Backoff).",
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
                how_to_fix: "Schlagen Sie die Zahl in der Dokumentation der Anwendung nach. Die SDKs \
                    verbinden sich von selbst neu, mit zufälliger, wachsender Wartezeit (Backoff).",
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
                    anderen Cluster: Dann sagt der Close-Reason unter Umständen, dass er „not in this \
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
                how_to_fix: "Einzelne Fälle sind unauffällig, und der Client darf sich sofort neu verbinden. \
                    Sonst prüfen Sie, ob der Client das Ereignis pusher:ping mit pusher:pong beantwortet und \
                    was ihn blockiert.",
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
                how_to_fix: "Lesen Sie den Close-Reason, und korrigieren Sie die Parameter des Clients oder \
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
                how_to_fix: "Lesen Sie den Close-Reason, und korrigieren Sie den Client. pusher-js kommt \
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
                when_seen: "Der Client hat einen Ping nicht beantwortet oder, bei neueren Servern, zu lange \
                    nichts gesendet oder sich nicht rechtzeitig angemeldet. Dieselbe Zahl, mit dem \
                    Close-Reason „forced“, meldet der Provider, wenn er vom Server nichts mehr hört und sich \
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
                how_to_fix: "Verbinden Sie sich mit wachsender Wartezeit (Backoff) neu, und legen Sie dann \
                    die Abonnements wieder an: Sie enden mit der Verbindung. Hält es an, kann nur Twitch \
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
                when_seen: "Dafür ist so lange Zeit, wie keepalive_timeout_seconds der Welcome-Nachricht \
                    sagt: 10 bis 600 Sekunden, vom Client in der Adresse gewählt. Der Client war zu langsam, \
                    oder seine Anfrage für das Abonnement scheiterte, etwa am Token.",
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
                how_to_fix: "Verbinden Sie sich mit wachsender Wartezeit (Backoff) neu, und legen Sie dann \
                    die Abonnements wieder an: Sie enden mit der Verbindung. Kommt es öfter vor, sehen Sie \
                    sich das Netz des Clients an.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Ein Fehler im Netz, der vorübergehen sollte.",
                when_seen: "Der Transport zwischen Twitch und dem Client hat versagt.",
                how_to_fix: "Verbinden Sie sich mit wachsender Wartezeit (Backoff) neu, und legen Sie dann \
                    die Abonnements wieder an: Sie enden mit der Verbindung. Kommt es öfter vor, sehen Sie \
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
                when_seen: "Jederzeit: Getrennte Verbindungen sind bei Discord unauffällig, und jede App \
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
                how_to_fix: "Kommen Sie mit wachsender Wartezeit (Backoff) zurück, verbinden Sie sich \
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
                how_to_fix: "Versuchen Sie mit wachsender Wartezeit (Backoff), eine neue Sitzung zu öffnen. \
                    Bleibt es dabei, nennen Sie dem Support von AssemblyAI die ID der Sitzung; sie steht in \
                    der Nachricht Begin.",
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
                    nennen dafür noch 1008. \
                    Der Code ließ sich kein zweites Mal prüfen.",
                how_to_fix: "Verteilen Sie neue Sitzungen über die Zeit, und kommen Sie mit wachsender \
                    Wartezeit (Backoff) zurück: Das Limit steigt um 10 % je Minute, solange mindestens 70 % \
                    davon ausgeschöpft sind. Auf Anfrage setzt AssemblyAI es herauf.",
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
                how_to_fix: "Unauffällig. Den Raum gibt es nicht mehr, und das SDK kommt nicht von selbst \
                    zurück: Lassen Sie den Client mit wachsender Wartezeit (Backoff) versuchen, einem Raum \
                    neu beizutreten. Wollen Sie die Spieler vorwarnen, überschreiben Sie onBeforeShutdown().",
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
                how_to_fix: "Nichts: Das SDK verbindet sich mit wachsender Wartezeit (Backoff) neu, ohne \
                    andere Einstellung bis zu 15 Mal. Im Produktivbetrieb heißt der Code, dass der devMode \
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
                how_to_fix: "Sehen Sie ins Log der Seite, die geschlossen hat, und zwar zu diesem Zeitpunkt. \
                    Clients dürfen mit wachsender Wartezeit (Backoff) zurückkommen.",
            },
            Texts {
                codes: 3003..=3003,
                meaning: "Die beiden Clients sind mit ihrer Signalisierung auf einen eigenen Kanal \
                    umgezogen und brauchen den Server nicht mehr.",
                when_seen: "Unauffällig beim WebRTC-Task: Sobald beide Clients an einen Datenkanal übergeben \
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
        ("obs-websocket", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Der Server hat aus einem Grund geschlossen, den er nicht nennen kann.",
                when_seen: "Laut Dokumentation nie: Der Code soll nicht verwendet werden.",
                how_to_fix: "Sehen Sie im Log von OBS zu diesem Zeitpunkt nach, und aktualisieren Sie OBS.",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Server konnte eine Nachricht nicht dekodieren.",
                when_seen: "Eine Nachricht ist kein gültiges JSON oder MessagePack, oder es kam ein \
                    Binär-Frame beim JSON-Subprotokoll oder Text bei MessagePack.",
                how_to_fix: "Vergleichen Sie das ausgehandelte Subprotokoll mit dem, was der Client \
                    schreibt. Dieselbe Nachricht wird wieder abgewiesen.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Einer Nachricht fehlt ein Pflichtfeld.",
                when_seen: "Ein Client wurde für eine andere Version geschrieben oder lässt ein Feld weg, \
                    das er für optional hält.",
                how_to_fix: "Der Close-Reason nennt womöglich das Feld. Vergleichen Sie die Nachricht mit \
                    der Protokollbeschreibung, und ergänzen Sie es.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Ein Feld einer Nachricht hat einen Wert des falschen Typs.",
                when_seen: "Etwa wenn eine Zahl als String gesendet wird.",
                how_to_fix: "Vergleichen Sie die Typen in der Nachricht mit der Protokollbeschreibung.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Ein Feld einer Nachricht hat einen unzulässigen Wert.",
                when_seen: "Ein Wert liegt außerhalb seines Bereichs oder steht nicht in seiner Liste.",
                how_to_fix: "Vergleichen Sie den Wert mit der Protokollbeschreibung, und korrigieren Sie den \
                    Client.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Das Feld op einer Nachricht fehlt oder ist unbekannt.",
                when_seen: "Ein Client spricht ein anderes Protokoll oder eine andere Version, oder einer \
                    Nachricht fehlt die Hülle.",
                how_to_fix: "Senden Sie Nachrichten mit einem der Op-Codes aus der Beschreibung.",
            },
            Texts {
                codes: 4007..=4007,
                meaning: "Der Client hat etwas gesendet, bevor er sich identifiziert hatte.",
                when_seen: "Der Client wartet Hello und Identified nicht ab oder sendet Requests parallel zu \
                    Identify.",
                how_to_fix: "Senden Sie zuerst Identify und nichts anderes, bis Identified angekommen ist.",
            },
            Texts {
                codes: 4008..=4008,
                meaning: "Der Client hat sich zweimal identifiziert.",
                when_seen: "Identify wurde noch einmal gesendet, um die Parameter der Sitzung zu ändern.",
                how_to_fix: "Ändern Sie sie mit Reidentify: Identify gilt nur einmal.",
            },
            Texts {
                codes: 4009..=4009,
                meaning: "Das Passwort war falsch oder fehlte.",
                when_seen: "Identify enthält keine Authentisierung, obwohl der Server sie verlangt, oder \
                    eine aus einem anderen Passwort oder einer anderen Challenge.",
                how_to_fix: "Vergleichen Sie das Passwort im Client mit dem in OBS, und berechnen Sie die \
                    Antwort aus Salt und Challenge dieses Hello.",
            },
            Texts {
                codes: 4010..=4010,
                meaning: "Der Server spricht die verlangte Version des Protokolls nicht.",
                when_seen: "Ein Client für Version 4 von obs-websocket, oder einer, der eine neuere \
                    RPC-Version verlangt, als der Server hat.",
                how_to_fix: "Aktualisieren Sie die ältere Seite.",
            },
            Texts {
                codes: 4011..=4011,
                meaning: "Jemand hat die Sitzung in OBS beendet.",
                when_seen: "Die Schaltfläche Kick in der Sitzungsliste.",
                how_to_fix: "Verbinden Sie sich nicht von selbst neu: Die Dokumentation verbietet es. Fragen \
                    Sie, wer an OBS sitzt.",
            },
            Texts {
                codes: 4012..=4012,
                meaning: "Eine verlangte Funktion gibt es nicht, wegen der Hardware oder der Software.",
                when_seen: "Der Client verlangt etwas, das dieser Rechner oder dieser Build von OBS nicht \
                    hat.",
                how_to_fix: "Verzichten Sie auf den Request, oder nehmen Sie einen Rechner oder Build, der \
                    die Funktion hat.",
            },
        ]),
        ("liveblocks", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Der Server hat eine Nachricht nicht verstanden.",
                when_seen: "Client und Server haben Versionen, die nicht zusammenpassen, oder etwas anderes \
                    schreibt in den Socket.",
                how_to_fix: "Aktualisieren Sie alle Client-Pakete auf dieselbe Version. Der Client bleibt \
                    weg.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Der Server lässt die Verbindung nicht in den Raum.",
                when_seen: "Das Token enthält kein Recht für den Raum; eine neue Autorisierung würde nicht \
                    helfen.",
                how_to_fix: "Erteilen Sie das Recht dort, wo Tokens ausgestellt werden. Der Client bleibt \
                    weg.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Der Raum hat so viele Verbindungen, wie er haben darf.",
                when_seen: "Mehr Leute oder Tabs, als der Tarif oder der Raum erlaubt.",
                how_to_fix: "Schließen Sie Verbindungen, die niemand braucht, oder erhöhen Sie die Grenze. \
                    Der Client bleibt weg.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Die ID des Raums wurde geändert.",
                when_seen: "Jemand hat den Raum umbenannt, während Clients darin waren.",
                how_to_fix: "Betreten Sie den Raum unter der neuen ID. Unter der alten bleibt der Client \
                    weg.",
            },
            Texts {
                codes: 4100..=4100,
                meaning: "Der Server hat die Verbindung aus dem Raum geworfen.",
                when_seen: "Ein Recht wurde entzogen, oder ein Administrator hat eingegriffen.",
                how_to_fix: "Der Client autorisiert sich von selbst neu; scheitert das, ist das Recht weg.",
            },
            Texts {
                codes: 4109..=4109,
                meaning: "Das Token ist abgelaufen.",
                when_seen: "Eine Sitzung, die länger lebt als ihr Token.",
                how_to_fix: "Nichts: Der Client holt ein neues Token und kommt zurück. Wenn nicht, prüfen \
                    Sie den Endpunkt, der Tokens ausstellt.",
            },
            Texts {
                codes: 4999..=4999,
                meaning: "Der Client soll die Verbindung sofort trennen und wegbleiben.",
                when_seen: "Der Server will von diesem Client nichts mehr wissen.",
                how_to_fix: "Lesen Sie den Close-Reason. Der Client kommt nicht von selbst zurück.",
            },
            Texts {
                codes: 4000..=4099,
                meaning: "Der Client trennt sich und bleibt weg.",
                when_seen: "Ein Code dieses Bereichs ohne eigene Zeile.",
                how_to_fix: "Lesen Sie den Close-Reason, und beheben Sie, was er nennt.",
            },
            Texts {
                codes: 4100..=4199,
                meaning: "Der Client autorisiert sich neu und kommt zurück.",
                when_seen: "Ein Code dieses Bereichs ohne eigene Zeile.",
                how_to_fix: "Nichts, außer es wiederholt sich: Dann prüfen Sie den Endpunkt, der Tokens \
                    ausstellt.",
            },
            Texts {
                codes: 4200..=4299,
                meaning: "Der Client kommt zurück, ohne sich neu zu autorisieren.",
                when_seen: "Derzeit laut Quelltext nicht benutzt.",
                how_to_fix: "Nichts: Der Client kommt mit wachsender Wartezeit (Backoff) zurück.",
            },
        ]),
        ("tldraw-sync", &[
            Texts {
                codes: 4099..=4099,
                meaning: "Der Sync-Server ist auf einen Fehler gestoßen, den dieser Client nicht beheben \
                    kann.",
                when_seen: "Der Close-Reason ist ein Wort, das sagt, welcher, etwa NOT_FOUND oder \
                    CLIENT_TOO_OLD.",
                how_to_fix: "Lesen Sie den Reason; der Client übergibt ihn an onSyncError und bleibt weg.",
            },
        ]),
        ("socketcluster", &[
            Texts {
                codes: 4000..=4000,
                meaning: "Der Client hat nicht rechtzeitig einen Ping vom Server bekommen.",
                when_seen: "Das Netz ist weg, der Server hängt, oder ein Proxy hält Frames zurück. Der \
                    Client schließt.",
                how_to_fix: "Prüfen Sie den Weg und die Last des Servers. Der Client kommt von selbst \
                    zurück.",
            },
            Texts {
                codes: 4001..=4001,
                meaning: "Der Server hat nicht rechtzeitig einen Pong vom Client bekommen.",
                when_seen: "Das Netz ist weg, oder der Tab oder das Gerät schläft.",
                how_to_fix: "Einzelne Fälle sind unauffällig. Sonst vergleichen Sie pingTimeout mit den \
                    Grenzen auf dem Weg.",
            },
            Texts {
                codes: 4002..=4002,
                meaning: "Der Server konnte ein Authentifizierungs-Token nicht signieren.",
                when_seen: "setAuthToken() ist gescheitert: ein falscher Schlüssel, Algorithmus oder \
                    Payload.",
                how_to_fix: "Suchen Sie im Log des Servers nach dem Fehler, und korrigieren Sie den \
                    Schlüssel oder die Optionen des Tokens.",
            },
            Texts {
                codes: 4003..=4003,
                meaning: "Der Handshake des Protokolls ist gescheitert.",
                when_seen: "Die Antwort auf #handshake war ein Fehler ohne eigenen Code.",
                how_to_fix: "Lesen Sie den Fehler, den der Client dabei bekam.",
            },
            Texts {
                codes: 4004..=4004,
                meaning: "Der Client konnte sein Authentifizierungs-Token nicht speichern.",
                when_seen: "Der Speicher des Clients ist gescheitert oder hat abgelehnt.",
                how_to_fix: "Prüfen Sie Auth-Engine und Speicher des Clients.",
            },
            Texts {
                codes: 4005..=4005,
                meaning: "Der Client hat #handshake nicht rechtzeitig gesendet.",
                when_seen: "Ein Client, der ein anderes Protokoll spricht, ein langsamer, oder ein Portscan.",
                how_to_fix: "Prüfen Sie, ob es ein SocketCluster-Client passender Version ist; sonst erhöhen \
                    Sie handshakeTimeout.",
            },
            Texts {
                codes: 4006..=4006,
                meaning: "Der Server konnte den Socket nicht an seinen Message-Broker binden.",
                when_seen: "Der Broker ist ausgefallen, überlastet oder nicht erreichbar.",
                how_to_fix: "Sehen Sie nach dem Broker und seinem Log.",
            },
            Texts {
                codes: 4007..=4007,
                meaning: "Die Verbindung kam für den Client nicht rechtzeitig zustande.",
                when_seen: "Ein langsames Netz oder ein Server, der den Handshake nicht beantwortet.",
                how_to_fix: "Prüfen Sie den Weg und die Last des Servers; für langsame Netze erhöhen Sie \
                    connectTimeout.",
            },
            Texts {
                codes: 4008..=4008,
                meaning: "Die Middleware des Servers hat den Handshake abgelehnt.",
                when_seen: "Eine Anwendung, die diesen Client nicht hereinlässt.",
                how_to_fix: "Lesen Sie den Fehler, den der Client bekam: Er kommt von der Middleware.",
            },
            Texts {
                codes: 4009..=4009,
                meaning: "Vor dem Ende des Handshakes kam eine Nachricht.",
                when_seen: "Ein Client, der nicht wartet, bei einem Server mit strictHandshake.",
                how_to_fix: "Lassen Sie den Client die Antwort auf #handshake abwarten.",
            },
        ]),
        ("speechmatics-realtime", &[
            Texts {
                codes: 4005..=4005,
                meaning: "Das Konto hat so viele Sitzungen, wie es haben darf, oder sein Kontingent \
                    aufgebraucht.",
                when_seen: "Gleich nach dem Handshake, wenn die Grenze gleichzeitiger Sitzungen erreicht \
                    ist.",
                how_to_fix: "Warten Sie mindestens 5 bis 10 Sekunden, bevor Sie zurückkommen; beenden Sie \
                    Sitzungen, die niemand braucht, oder erhöhen Sie die Grenze.",
            },
            Texts {
                codes: 4013..=4013,
                meaning: "Der Dienst konnte die Transkription nicht starten.",
                when_seen: "Gleich nach dem Handshake, wegen einer Störung oder fehlender Kapazität.",
                how_to_fix: "Warten Sie mindestens 5 bis 10 Sekunden, bevor Sie zurückkommen; hält es an, \
                    fragen Sie den Support.",
            },
        ]),
        ("openai-realtime", &[]),
        ("deepgram", &[]),
    ],
    reasons: &[
        ("tldraw-sync", &[
            ("NOT_FOUND", Texts {
                codes: 4099..=4099,
                meaning: "Den Raum gibt es nicht.",
                when_seen: "Eine falsche oder alte Adresse, oder ein gelöschter Raum.",
                how_to_fix: "Prüfen Sie die ID des Raums; ist er neu, legen Sie ihn zuerst an.",
            }),
            ("FORBIDDEN", Texts {
                codes: 4099..=4099,
                meaning: "Der Nutzer darf den Raum nicht betreten.",
                when_seen: "Ein Recht fehlt oder wurde entzogen.",
                how_to_fix: "Erteilen Sie das Recht; derselbe Nutzer wird sonst wieder abgewiesen.",
            }),
            ("NOT_AUTHENTICATED", Texts {
                codes: 4099..=4099,
                meaning: "Der Nutzer ist nicht oder nicht mehr angemeldet.",
                when_seen: "Eine Anmeldung oder ein Token fehlt oder ist abgelaufen.",
                how_to_fix: "Melden Sie sich neu an, oder erneuern Sie das Token, und verbinden Sie sich \
                    dann.",
            }),
            ("UNKNOWN_ERROR", Texts {
                codes: 4099..=4099,
                meaning: "Im Server ist etwas Unerwartetes gescheitert.",
                when_seen: "Ein Fehler des Sync-Servers oder des Codes, der ihn einbettet.",
                how_to_fix: "Sehen Sie im Log des Servers zu diesem Zeitpunkt nach.",
            }),
            ("CLIENT_TOO_OLD", Texts {
                codes: 4099..=4099,
                meaning: "Die Protokollversion des Clients ist zu alt.",
                when_seen: "Ein Tab, der über ein Deployment hinweg offen war, oder ein Bundle aus dem \
                    Cache.",
                how_to_fix: "Lassen Sie den Nutzer neu laden; rollen Sie Client und Server gemeinsam aus.",
            }),
            ("SERVER_TOO_OLD", Texts {
                codes: 4099..=4099,
                meaning: "Die Protokollversion des Servers ist zu alt für den Client.",
                when_seen: "Der Client wurde vor dem Server ausgerollt.",
                how_to_fix: "Aktualisieren Sie den Server; rollen Sie ihn vor den Clients aus.",
            }),
            ("INVALID_RECORD", Texts {
                codes: 4099..=4099,
                meaning: "Der Client hat einen Record gesendet, den der Server nicht annimmt.",
                when_seen: "Client und Server haben verschiedene Schemas, oder die Daten sind beschädigt.",
                how_to_fix: "Gleichen Sie Schemas und Migrationen auf beiden Seiten an.",
            }),
            ("RATE_LIMITED", Texts {
                codes: 4099..=4099,
                meaning: "Der Client sendet mehr, als der Server erlaubt.",
                when_seen: "Viele Änderungen in kurzer Zeit oder eine Schleife im Client.",
                how_to_fix: "Suchen Sie, was so viel sendet; kommen Sie später und langsamer zurück.",
            }),
            ("ROOM_FULL", Texts {
                codes: 4099..=4099,
                meaning: "Der Raum hat so viele Nutzer, wie er haben darf.",
                when_seen: "Mehr Nutzer oder Tabs, als der Server für einen Raum erlaubt.",
                how_to_fix: "Schließen Sie Tabs, die niemand braucht, oder erhöhen Sie die Grenze.",
            }),
        ]),
        ("openai-realtime", &[
            ("Your session hit the maximum duration", Texts {
                codes: 1001..=1001,
                meaning: "Die Sitzung hat ihre Höchstdauer erreicht.",
                when_seen: "Nach 60 Minuten; in früheren Jahren war die Grenze kürzer. Der Close-Reason \
                    nennt sie.",
                how_to_fix: "Öffnen Sie kurz vor der Grenze eine neue Sitzung, und übergeben Sie ihr das \
                    Gespräch: Verlängern lässt sich eine Sitzung nicht.",
            }),
        ]),
        ("deepgram", &[
            ("DATA-0000", Texts {
                codes: 1002..=1002,
                meaning: "Der Dienst kann das Audio nicht dekodieren.",
                when_seen: "Es ist kein Audio, oder in einem Codec oder Container, den der Dienst nicht \
                    kennt, oder anders, als die Parameter sagen.",
                how_to_fix: "Vergleichen Sie encoding, sample_rate und channels in der Adresse mit dem, was \
                    gesendet wird.",
            }),
            ("NET-0000", Texts {
                codes: 1011..=1011,
                meaning: "Der Dienst hat zu lange nichts an den Client gesendet.",
                when_seen: "Eine Störung des Dienstes, oder zu wenig Audio für ein Transkript.",
                how_to_fix: "Kommen Sie mit wachsender Wartezeit (Backoff) zurück, und prüfen Sie, ob genug \
                    Audio gesendet wird.",
            }),
            ("NET-0001", Texts {
                codes: 1011..=1011,
                meaning: "Der Dienst hat vom Client zu lange kein Audio bekommen.",
                when_seen: "Stille, die nicht gesendet wird, ein Mikrofon, das aus ist, oder ein Netz, das \
                    stockt.",
                how_to_fix: "Senden Sie KeepAlive-Nachrichten, solange es kein Audio gibt, und sehen Sie \
                    nach, was den Socket speist.",
            }),
            ("Deepgram did not receive audio data or a text message", Texts {
                codes: 1011..=1011,
                meaning: "Der Dienst hat vom Client zu lange weder Audio noch eine Textnachricht bekommen.",
                when_seen: "Stille, die nicht gesendet wird, ein Mikrofon, das aus ist, oder ein Netz, das \
                    stockt. Der Close-Reason verweist auf net0001.",
                how_to_fix: "Senden Sie KeepAlive-Nachrichten, solange es kein Audio gibt, und sehen Sie \
                    nach, was den Socket speist.",
            }),
        ]),
    ],
    #[cfg(feature = "pages")]
    pages: include!("german/pages.rs"),
}
