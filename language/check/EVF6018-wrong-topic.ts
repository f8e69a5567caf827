import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const wrongTopic = rule({
  code: 'EVF6018',
  severity: 'error',
  title: 'A topic that does not carry the message',
  explanation:
    '`emit … to` names one of the topics that carry the message. A topic carries what its `carries` says and nothing else.',
  message: ({ topic, message, carriers }) => {
    const advice =
      carriers.length > 0
        ? `${listed(carriers)} ${carriers.length === 1 ? 'does' : 'do'}.`
        : 'Add it to what the topic carries.';
    return `${topic} does not carry ${message}. ${advice}`;
  },
  fix: ({ args }, { file }) =>
    args.carriers.map((name) => replacement(`Emit to ${name}`, file, args.replace, name, false)),
  failing: `
command Book { seat: string }
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, key seat }
topic payments { carries Paid, key seat }

consumer Booking {
  on Book as b {
    emit Booked { ...b } to payments
    //                      ^^^^^^^^ error EVF6018 payments does not carry Booked. bookings does.
  }
}

consumer Mail { on Booked }`,
  mended: `
command Book { seat: string }
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, key seat }
topic payments { carries Paid, key seat }

consumer Booking {
  on Book as b {
    emit Booked { ...b } to bookings
  }
}

consumer Mail { on Booked }`,
});
