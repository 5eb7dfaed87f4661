/**
 * Sending one mail over SMTP, and what is known about it afterwards.
 *
 * A mail is told apart by when it failed: before its text left it was certainly not taken and may be tried again; afterwards
 * nobody can know, and it is never sent a second time.
 *
 * Source: RFC 5321 §4.2 (reply codes), §4.5.4; RFC 8058 (unsubscribing with one click).
 *
 * @module
 */
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Address that stops such mail, by GET a page and by POST at once. */
  readonly unsubscribeUrl: string;
  /** Unique for what is told: a mail that came twice all the same would be one for most mailboxes. */
  readonly messageId: string;
}

/** `refused`: this mail will never be taken. `not-now`: nothing was taken. `unsure`: it left, and no answer came. */
export type MailOutcome =
  { readonly state: 'sent' } | { readonly state: 'refused' | 'not-now' | 'unsure'; readonly code: string };

export type SendMail = (mail: Mail) => Promise<MailOutcome>;

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
}

const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;

export function createSendMail({ url, from }: SmtpSettings): SendMail {
  const server = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname);
  const isSecure = server.protocol === 'smtps:';
  const transport = createTransport({
    host: server.hostname,
    port: Number(server.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    // Passwords and addresses do not cross a network in the clear.
    requireTLS: !isSecure && !isHere,
    ignoreTLS: !isSecure && isHere,
    ...(server.username !== '' && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return async function sendMail({ to, subject, text, unsubscribeUrl, messageId }) {
    let hasLeft = false;
    const body = new Readable({
      read() {
        hasLeft = true;
        this.push(text, 'utf8');
        this.push(null);
      },
    });
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text: body,
        messageId,
        headers: {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'Auto-Submitted': 'auto-generated',
        },
      });
      return { state: 'sent' };
    } catch (error) {
      const { responseCode, code = 'EUNKNOWN', command } = error as SmtpError;
      // An answer of the server is certain: 5xx for good, 4xx for now. A login that is refused is a matter of settings.
      if (typeof responseCode === 'number' && code !== 'EAUTH' && responseCode >= 500) {
        return { state: command === 'CONN' ? 'not-now' : 'refused', code: `smtp_${responseCode}` };
      }
      if (typeof responseCode === 'number') return { state: 'not-now', code: `smtp_${responseCode}` };
      return { state: hasLeft ? 'unsure' : 'not-now', code: code.toLowerCase() };
    }
  };
}

interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
}
