/**
 * A mail server on loopback that takes what it is sent (RFC 5321), or does one of the things that go wrong.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * `later`: 451 to the recipient; `never`: 550 to it; `silent-after-data`: the mail is taken and the line cut before the answer;
 * `closed`: the line is cut at once.
 */
export type SmtpTrouble = 'none' | 'later' | 'never' | 'silent-after-data' | 'closed';

export interface TakenMail {
  readonly from: string;
  readonly to: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded. */
  readonly text: string;
}

export interface SmtpServer {
  readonly url: string;
  readonly taken: TakenMail[];
  setTrouble(trouble: SmtpTrouble): void;
  close(): Promise<void>;
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const taken: TakenMail[] = [];
  const sockets = new Set<Socket>();
  let trouble: SmtpTrouble = 'none';

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (trouble === 'closed') return void socket.destroy();
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let rest = '';
    let data: string | null = null;
    let from = '';
    let to = '';
    say('220 mail.example.org ESMTP');
    socket.on('data', (bytes) => {
      rest += bytes.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data === null) answer(line);
        else if (line === '.') finish(data);
        else data += `${line.startsWith('..') ? line.slice(1) : line}\r\n`;
      }
    });

    function answer(line: string): void {
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'EHLO' || command === 'HELO') return say('250 mail.example.org');
      if (command === 'MAIL') {
        from = /<(.*?)>/.exec(line)?.[1] ?? '';
        return say('250 ok');
      }
      if (command === 'RCPT') {
        if (trouble === 'later') return say('451 try again later');
        if (trouble === 'never') return say('550 no such mailbox');
        to = /<(.*?)>/.exec(line)?.[1] ?? '';
        return say('250 ok');
      }
      if (command === 'DATA') {
        data = '';
        return say('354 go ahead');
      }
      say(command === 'QUIT' ? '221 bye' : '250 ok');
      if (command === 'QUIT') socket.end();
    }

    function finish(message: string): void {
      taken.push({ from, to, ...readMessage(message) });
      data = null;
      if (trouble === 'silent-after-data') socket.destroy();
      else say('250 taken');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    setTrouble: (next) => void (trouble = next),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readMessage(message: string): Pick<TakenMail, 'headers' | 'text'> {
  const [head = '', ...body] = message.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    unfolded.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  const encoded = body.join('\r\n\r\n');
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(encoded, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? decodeQuoted(encoded) : encoded, 'latin1');
  return { headers, text: bytes.toString('utf8') };
}

function decodeQuoted(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** RFC 2047. */
function decodeWords(text: string): string {
  return text.replace(/=\?utf-8\?([BQ])\?(.*?)\?=\s*/gi, (_, kind: string, word: string) => {
    const bytes =
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : Buffer.from(decodeQuoted(word.replace(/_/g, ' ')), 'latin1');
    return bytes.toString('utf8');
  });
}
