/**
 * Whether learners are told of their badges by mail.
 *
 * @module
 */
import { ACTOR, flag, type Command } from './command.js';

const WORDS = {
  'no-server': 'No mail is sent: SMTP_URL is not set.',
  'not-allowed': 'No mail is sent: the institution has not allowed it ("mail --on").',
  mails: 'Learners get a mail when a badge is issued, unless they switched it off.',
} as const;

export const mailCommand: Command = {
  summary: 'say or change whether learners are told of their badges by mail',
  help: ['(nothing)    say it', '--on         allow it for this institution', '--off        do not allow it'],
  options: { on: flag, off: flag },
  async run({ institution, telling }, values) {
    if (values['on'] || values['off']) await telling.allow(institution.id, values['on'] === true, ACTOR);
    return { way: await telling.findWay(institution.id) };
  },
  present: (result) => WORDS[result['way'] as keyof typeof WORDS],
};
