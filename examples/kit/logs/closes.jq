# The closes of a JSON log, flattened or nested: code, initiator, outcome and role of each, with tabs
# between them, as websocket_closes_total has them.
#
#     jq -rRf closes.jq server.log | sort | uniq -c | sort -rn

# The codes that have a name; add those that your application registered.
def named: [1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3003, 3008];

def bounded_code:
  ."websocket.close.code" as $code
  | ."websocket.close.initiator" as $initiator
  | if $initiator == "none" then "1006"
    # What a peer may not send counts as other, whatever number it is.
    elif $initiator == "remote" and (."websocket.close.outcome" | test("protocol_error|invalid_payload|too_big")) then "other"
    elif named | index($code) then "\($code)"
    elif $code >= 3000 and $code <= 3999 then "3xxx"
    elif $code >= 4000 and $code <= 4999 then "4xxx"
    else "other" end;

# What is no JSON, a message of the operating system for example, is passed over.
fromjson?
| .fields // .
| select(."event.name"? == "websocket.close")
| [bounded_code, ."websocket.close.initiator", ."websocket.close.outcome", ."websocket.role"]
| @tsv
