"""What a day may ask for: the alerts by name and severity, and the other keys of what it wants."""

SILENT = "no ticket but these"
INSTEAD = "what stands in the recording rules, and what the operator has put there"
LATE = "an alert, and for how many minutes at the end it fires"
IDENTITY = ["job", "cluster", "namespace", "environment"]
MASS = ("WebSocketMassDisconnect", "page")
FAILING = ("WebSocketInternalErrors", "page")
BUDGET = ("WebSocketErrorBudget", "page")
SLOW_BUDGET = ("WebSocketErrorBudget", "ticket")
LOST = ("WebSocketLostPeers", "ticket")
LEAK = ("WebSocketSlowLeak", "ticket")
REPEATED = ("WebSocketRepeatedLosses", "ticket")
DEPARTURE = ("WebSocketMassDeparture", "ticket")
GONE = ("WebSocketJobGone", "ticket")
ABSENT = ("WebSocketMetricsAbsent", "page")
ABNORMAL = ("WebSocketAbnormalClosures", "ticket")
PEERS = ("WebSocketPeerProtocolErrors", "ticket")
REJECTIONS = ("WebSocketRejections", "ticket")
UNNAMED_CODES = ("WebSocketUncataloguedCodes", "ticket")
UNFINISHED = ("WebSocketHandshakeTimeouts", "ticket")
FORGOTTEN = ("WebSocketForgottenSockets", "ticket")
UNCLAIMED = ("WebSocketMetricsUnclaimed", "ticket")
US = [{"job": "websocket"}]
