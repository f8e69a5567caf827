/** A project whose names, texts and types are as hard on a generator as the language allows; it has no errors. */
export const ADVERSARIAL: Readonly<Record<string, string>> = {
  'a.evflow': `namespace class.\`odd-name\`

use other.Shared

/// Ends a comment */ export const broken = 1; /*
/// and \`\${template}\` with \\ and "quotes"
record function {
  /// A field */ too
  await: string(1..5, "^[\\"a/b\`$x']+$")
  \`first-name\`: string
  \`__proto__\`?: int
  constructor: string = "x"
  \`1st\`: boolean = true
  \`quo"te'\`: string = "it's"
}
record Node { next?: Node, children: Node[] = [], by: map<Node> = {} }
enum enum { default, new, \`it's\`, \`__proto__\`, constructor } otherwise default
union Payment by kind { card: CardPayment, list: ManyPayments, inline: { a: int, deep: { b?: decimal } }, empty: Empty } otherwise empty
record CardPayment { number: string, amount: decimal(8, 2) = 0 }
record ManyPayments { payments: Payment[], byName: map<Payment> }
record Empty {}
record Promise { value: long = 5 }
record Uint8Array { data: bytes, more: bytes[] }
record Map { m: map<map<long[]>>, e: enum { a, b }[], o: { x?: string, y: int }[] }
record evflow { a: Shared }
record Money { value: decimal, currency: string }
record Money@1.1 { value: decimal, currency: string = "EUR" }

/// First.
event delete@1 "com.example/delete \\"it\\"" { id: uuid, at: timestamp, amount: decimal, payload: json, note?: string, node: Node, pay: Payment, n: int, tags: string[] }
@deprecated("use 2 */")
event delete@1.1 { id: uuid, at: timestamp, amount: decimal, payload: json, note?: string, node: Node, pay: Payment, n: int, tags: string[], more?: string was extra }
event delete@2 {
  key: uuid was id
  at: timestamp
  total: Money@1.1
  big: long
  note?: string
  labels: { label: string, size: int }[]
  count: decimal
  kind: enum = new
  flag: boolean
  half: decimal
  upcast from @1 {
    total: { value: old.amount + 0.10, currency: "E" + "UR" }
    big: old.n * 2
    labels: old.tags.filter(t => t != "").map(t => { label: t.upper, size: t.length })
    count: sum(old.tags, t => t.length) - 1.50
    flag: old.n > 3 and not (old.note == null) or old.amount >= 100
    half: old.amount / 3
  }
}
event delete@3 { key: uuid, total: Money@1.1, reason: string, big: long, upcast from @2 { reason: old.note ?? (old.flag ? "flagged" : "none"), big: old.big * 2 } }
event test@1 { id: uuid, note?: string, n?: int, l?: long, d?: decimal, when?: date, node?: Node }
event test@2 {
  id: uuid
  isLong: boolean
  sum: decimal
  upper: string
  kids: int
  upcast from @1 {
    isLong: old.note != null and old.note.length > 2 or old.when != null and old.when > "2024-01-15"
    sum: old.n == null or old.d == null ? 0 : (not (old.l != null) ? old.n + old.d : old.n + old.l + old.d)
    upper: old.note == null ? "" : old.note.upper
    kids: old.node != null and old.node.next != null ? old.node.next.children.length + old.node.children.length : 0
  }
}
event delete@3.1 { key: uuid, total: Money@1.1, reason: string, big: long = 7, extra?: function }

command Do { id: uuid, nodes: Node[], map: Map, bytes: Uint8Array, f: function, e: enum, p: Promise, ev: evflow }
event \`Do@1\` { id: uuid }
event Done { id: uuid }

/// Consumer */ doc
consumer typeof by id {
  idempotent
  state { seen: int = 0, last?: timestamp, list: { a: int }[] = [], map: map<string[]> = {}, \`await\`?: bytes }
  /// Does it.
  on Do emits delete@3 | Done | other.Done
  on delete@2 as d { either yes { emit Done { id: d.key } } or \`no!\` { either a { } or b { } } }
  on delete@1.0 emits delete@1.0
}
`,
  'b.evflow': `namespace other
record Shared { a: int = 1 }
event Done { id: uuid, shared: Shared }
`,
  'c.evflow': `record NoNamespace { a: string }
event Loose { a: NoNamespace }
consumer Nothing { idempotent, on Loose }
consumer Sorting {
  idempotent
  /// Sorts.
  on Loose as l when l.a.a == "*/"
    or l.a.a == "" { either left { } or right { } }
  on Loose as l when l.a.a == "b"
  on Loose
}
`,
};
