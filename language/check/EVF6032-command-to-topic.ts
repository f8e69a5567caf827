import { rule } from './rule.ts';

export const commandToTopic = rule({
  code: 'EVF6032',
  severity: 'error',
  title: 'A command that is sent to a topic',
  explanation:
    'A command travels to the inbox of the one part that handles it, so that it can be answered. Topics carry events and documents.',
  message: ({ command }) =>
    `${command} is a command: it goes to the part that handles it, not to a topic. Remove \`to\`.`,
  fix: ({ args }, { file }) => [
    {
      title: 'Remove `to`',
      safe: true,
      edits: [{ uri: file.uri, span: { start: args.after.end, end: args.topic.end }, newText: '' }],
    },
  ],
  failing: `
event Booked { seat: string }
command Charge { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }

consumer Booking {
  on Booked as b { send Charge { ...b } to bookings }
  //                                       ^^^^^^^^ error EVF6032 Charge is a command
}

consumer Payments { on Charge }`,
  mended: `
event Booked { seat: string }
command Charge { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }

consumer Booking {
  on Booked as b { send Charge { ...b } }
}

consumer Payments { on Charge }`,
});
