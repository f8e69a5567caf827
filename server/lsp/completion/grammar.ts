import { readGrammar } from './ebnf.ts';

/**
 * The grammar as someone who writes sees it: in `<…>` stands what a name at that place stands for, `<.…>` goes on with a
 * dotted one. Words in capitals are tokens that nothing is offered for, but for VERSION. The parser's grammar is the one
 * that counts; that this one takes the same texts is tested on the examples.
 */
export const GRAMMAR = readGrammar(`
file        = ["evflow" INT] ["namespace" <namespace> {"." <.namespace>}] {use} {decl}
use         = "use" <use> {"." <.use>} ["." "{" {<.use> [","]} "}"]
decls       = {decl}
decl        = {annotation} (record | enum | union | message | topic | service | part | choreography | scenario)
part        = consumer | aggregate | projection | saga
annotation  = "@" <annotation> ["(" [expr {"," expr}] ")"]

record      = "record" <new> [NEWVERSION] "{" {(reserved | field) [","]} "}"
enum        = "enum" <new> [NEWVERSION] "{" symbols "}" ["otherwise" <symbol>]
symbols     = {{annotation} <new> [","]}
union       = "union" <new> [NEWVERSION] ["by" <new>] "{" {<new> ":" type [","]} "}" ["otherwise" <symbol>]
message     = ("event" | "command" | "document") <new> [NEWVERSION] [STRING] "{" {(reserved | upcast | field) [","]} "}"
field       = {annotation} <new> ["?"] ":" type ["=" expr] ["was" <was>]
reserved    = "reserved" <new> {"," <new>}
upcast      = "upcast" "from" VERSION "{" {<upcastField> ":" expr [","]} "}"
type        = ("map" "<" type ">" | "enum" "{" symbols "}" | "{" {field [","]} "}" | typeName ["(" refine {"," refine} ")"]) {"[" [range] "]"}
typeName    = <type> {"." <.type>} [VERSION]
refine      = range | STRING
range       = number [".." [number]] | ".." number
number      = ["-"] (INT | DECIMAL)

message_    = <message> {"." <.message>} [VERSION]
anyMessage  = <anyMessage> {"." <.anyMessage>} [VERSION]
fact        = <fact> {"." <.fact>} [VERSION]
anyFact     = <anyFact> {"." <.anyFact>} [VERSION]
aCommand    = <command> {"." <.command>} [VERSION]
anEvent     = <event> {"." <.event>} [VERSION]
topicName   = <topic> {"." <.topic>}
partName    = <part> {"." <.part>}
path        = <field> {"." <.field>}

topic       = "topic" <new> [STRING] "{" {topicItem [","]} "}"
topicItem   = "carries" carried {"," carried} | "key" path | "partitions" INT | "replicas" INT | "acks" ("all" | "leader")
              | "retain" (DURATION | "forever") | "compact" | "compatibility" ("none" | "backward" | "forward" | "full")
carried     = anyFact ["by" path]
service     = "service" <new> [STRING] "{" {("publishes" message_ {"," message_} | {annotation} part) [","]} "}"

consumer    = "consumer" <new> ["by" path] ["on" topicName {"," topicName}] "{" {(on | ignore | state | option) [","]} "}"
option      = "group" STRING | "offset" ("earliest" | "latest") | "delivery" <guarantee> {"-" <.guarantee>}
              | "idempotent" ["by" path] ["for" DURATION] | "retry" INT ["backoff" DURATION [".." DURATION]]
              | "dead" "letter" "to" topicName | "concurrency" INT | "single"
state       = "state" "{" {field [","]} "}"
on          = "on" message_ ["by" path] ["as" <new>] ["when" expr] ["emits" message_ {"|" message_}] [block]
ignore      = "ignore" anyMessage {"," anyMessage}
aggregate   = "aggregate" <new> "by" path "{" {("snapshot" "every" INT | state | handle | apply) [","]} "}"
handle      = "handle" aCommand ["as" <new>] ["emits" message_ {"|" message_}] [block]
apply       = "apply" anEvent ["as" <new>] block
projection  = "projection" <new> "by" path "{" {(state | row | ignore | query) [","]} "}"
row         = "on" fact ["by" path] ["as" <new>] ["when" expr] [block]
query       = "query" <new> "(" [param {"," param}] ")" ["where" expr] ["order" "by" path ["desc"]] ["limit" expr]
param       = <new> ["?"] ":" type
saga        = "saga" <new> "by" path "{" {(start | state | step | parallel | ending) [","]} "}"
start       = "start" "on" fact ["as" <new>] ["when" expr]
step        = ["pivot"] "step" <new> ["was" <new>] "{" {(wait | compensate | statement) [","]} "}"
wait        = "on" ("rejected" | fact) ["as" <new>] ["when" expr] [block] "->" target
              | "after" DURATION ("retry" INT ["->" target] | "->" target)
compensate  = "compensate" "{" {(wait | statement) [","]} "}"
target      = "abort" expr | <step>
parallel    = "parallel" <new> "{" {step [","]} "}" "->" target
ending      = ("done" | "abort") block
choreography= "choreography" <new> "by" path "{" {promise [","]} "}"
promise     = "start" "on" anyMessage | ("ends" | "fails") "on" anyMessage {"|" anyMessage} | "within" DURATION
              | anyMessage "->" anyMessage {"|" anyMessage} ["compensates" anyMessage]

block       = "{" {statement [","]} "}"
statement   = "let" <new> "=" expr | "emit" fact [literal] ["to" topicName] ["in" DURATION] | "send" aCommand [literal] ["in" DURATION]
              | if | "for" <new> "in" expr block | "either" arm {"or" arm} | "require" expr "else" expr
              | ("reject" | "fail" | "dead" "letter") expr | "remove" place | place ("=" | "+=" | "-=") expr
if          = "if" expr block ["else" (if | block)]
arm         = <new> [INT] block
place       = <place> {access}
access      = "." <member> | "[" expr "]"
expr        = operand {operator operand} ["?" expr ":" expr]
operator    = "or" | "and" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "??" | "+" | "-" | "*" | "/" | "%"
operand     = {"not" | "-"} primary {access | "(" [arg {"," arg}] ")"}
arg         = <new> "=>" expr | expr
primary     = INT | DECIMAL | STRING | DURATION | "true" | "false" | "null" | <value> | "(" expr ")" | "[" [expr {"," expr}] "]" | literal
literal     = "{" {("..." expr | STRING ":" expr | <entry> [":" expr]) [","]} "}"

scenario    = "scenario" STRING "{" {line [","]} "}"
line        = given | stub | "fault" fault | operation | "when" sample | "wait" DURATION | "then" ("rejected" [STRING] | anySample)
              | "never" anySample | "expect" expr ["is" ("running" | "done" | "aborted" | "parked" | "stuck")]
sample      = message_ [literal] ["meta" literal]
anySample   = anyMessage [literal] ["meta" literal]
given       = "given" (fact [literal] ["meta" literal] | partName {access} "=" expr)
stub        = "stub" (anyMessage | partName "on" anyMessage) "->" answer {"|" answer}
answer      = sample | "rejected" [STRING]
fault       = ("duplicate" | "drop" | "reorder" | "delay" DURATION) ["every"] anyMessage | "crash" partName ["before" "commit"]
              | "disconnect" partName "for" DURATION | "lag" <lagging> {"." <.lagging>} DURATION | "stop" "broker" INT "for" DURATION
operation   = "replay" <consumer> {"." <.consumer>} "from" ("earliest" | "latest" | INT | STRING)
              | "rebuild" <projection> {"." <.projection>} | "redrive" topicName | "resume" <saga> {"." <.saga>} "[" expr "]"
`);
