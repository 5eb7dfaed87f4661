/**
 * `npm run demo`: starts the tool and the sandbox LMS, registers the one in the other, and says what to open and as whom.
 * `--prove` plays the main job once in a real browser and ends with status 0 only when all of it held.
 *
 * It knows no part of the tool: it starts processes, speaks HTTP, and looks at pages.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { endWithNpm } from '../config/end-with-npm.js';
import { describeTool, registerPlatform } from './manual.js';
import { startPair, type Pair } from './pair.js';

const HELP = `npm run demo -- [--profile LMS] [--manual] [--json] [--prove [--keep DIR] [--tamper] [--patience S]]

  --profile   plain (default), canvas, brightspace or moodle: how the sandbox LMS behaves
  --manual    register by hand instead of by a registration address
  --json      print one JSON object: addresses, log-ins, data folder
  --prove     play the main job once in a browser, check it, and stop
  --keep DIR  with --prove: leave credential.jwt, key.json, gradebook.json, decisions.json and screenshots in DIR
  --tamper    with --prove: change one byte of the credential; must end with a failure
  --patience  with --prove: seconds to wait for the award (20)

Ports: PORT (3000) and SANDBOX_PORT (4000). DATA_DIR: a folder to keep; else one that is removed at the end.
CHROMIUM_PATH: the browser of --prove, else the one that comes with the packages. ROLE=web: no grades are read.`;

const COURSE = '1';
const PROFILES = ['plain', 'canvas', 'brightspace', 'moodle'];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: 'plain' },
      manual: { type: 'boolean', default: false },
      json: { type: 'boolean' },
      prove: { type: 'boolean' },
      keep: { type: 'string' },
      tamper: { type: 'boolean' },
      patience: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!PROFILES.includes(values.profile)) throw new Error(`--profile is one of ${PROFILES.join(', ')}`);
  if ((values.keep ?? values.tamper ?? values.patience) !== undefined && !values.prove) {
    throw new Error('--keep, --tamper and --patience go with --prove');
  }
  const patience = Number(values.patience ?? 20);
  if (!(patience > 0 && patience <= 600)) throw new Error('--patience is a number of seconds, up to 600');
  const stopped = untilAsked();
  const pair = await startPair({
    profile: values.profile,
    toolPort: readPort('PORT', 3000),
    sandboxPort: readPort('SANDBOX_PORT', 4000),
    dataDir: process.env['DATA_DIR'] ?? null,
    // As it was typed: the tool says what is wrong with it.
    syncEvery: process.env['SYNC_EVERY'] ?? (values.prove ? '1' : '5'),
  });
  try {
    if (values.prove) {
      const { prove } = await import('./prove.js');
      const played = prove(pair, {
        keepDir: values.keep ?? null,
        isTampered: values.tamper ?? false,
        isManual: values.manual,
        awardWithinMs: patience * 1000,
      });
      const status = await Promise.race([played, stopped]);
      if (status !== null) return status;
      // The play goes on to its end otherwise, and its browser with it.
      await pair.stop();
      process.exit(1);
    }
    await (values.manual ? registerByHand(pair) : registerByItself(pair));
    const facts = await describe(pair);
    console.log(values.json ? JSON.stringify(facts) : present(facts));
    const words = await Promise.race([stopped, pair.broken]);
    if (words === null) return 0;
    console.error(words);
    return 1;
  } finally {
    await pair.stop();
  }
}

/** What the LMS's administrator does in a frame, without the frame: open the address, say yes where the LMS asks, and the rest happens. */
async function registerByItself(pair: Pair): Promise<void> {
  const { registrationUrl } = await pair.sandbox.startRegistration(await pair.makeInvite());
  const answer = await fetch(registrationUrl);
  const tools = await pair.sandbox.listTools();
  if (!answer.ok || tools.length === 0) {
    throw new Error(`the tool could not be registered: ${answer.status} ${await answer.text()}`);
  }
  for (const { clientId } of tools) await pair.sandbox.allowTool(clientId);
}

async function registerByHand(pair: Pair): Promise<void> {
  const { tool } = await describeTool(pair);
  const added = await pair.sandbox.addTool({
    name: 'Insigne',
    loginUrl: tool.loginUrl,
    redirectUris: [tool.launchUrl],
    jwksUrl: tool.keysUrl,
    targetLinkUri: tool.launchUrl,
  });
  await pair.sandbox.allowTool(added.clientId);
  await registerPlatform(pair, {
    ...added.platform,
    clientId: added.clientId,
    deploymentId: added.deployments[0]?.id ?? null,
  });
}

type Facts = Awaited<ReturnType<typeof describe>>;

async function describe(pair: Pair) {
  const members = await pair.sandbox.listMembers(COURSE);
  const loginUrl = (login: string) => `${pair.sandboxUrl}/login-as/${login}?to=/courses/${COURSE}`;
  return {
    tool: { url: pair.toolUrl, verifyUrl: `${pair.toolUrl}/verify` },
    lms: {
      url: pair.sandboxUrl,
      courseUrl: `${pair.sandboxUrl}/courses/${COURSE}`,
      gradebookUrl: `${pair.sandboxUrl}/courses/${COURSE}/gradebook`,
      adminUrl: `${pair.sandboxUrl}/login-as/admin?to=/admin`,
      courseId: COURSE,
    },
    logins: members.map(({ login, name, role }) => ({ login, name, role, url: loginUrl(login) })),
    badgeClasses: pair.badgeClasses,
    dataDir: pair.dataDir,
  };
}

function present({ tool, lms, logins, dataDir }: Facts): string {
  const teacher = logins.find(({ role }) => role === 'teacher');
  const students = logins.filter(({ role }) => role === 'learner');
  const [first, second] = students;
  return `
Insigne runs on ${tool.url}, the sandbox LMS on ${lms.url}.

1. As the teacher (${teacher?.name ?? ''}), add a badge to the course:
   ${teacher?.url ?? ''}
   Add content, choose Insigne, pick "Actief studentlid", save the form, open the link once.
2. Still as the teacher, grade somebody in the gradebook:
   ${lms.gradebookUrl}
3. As a student, open the badge link (one of ${students.length}; each in a private window):
   ${first?.url ?? ''}   ${first?.name ?? ''}
   ${second?.url ?? ''}   ${second?.name ?? ''}
4. As nobody in particular, check a credential:
   ${tool.verifyUrl}

The LMS's administrator: ${lms.adminUrl}
Data: ${dataDir}
Stop with Ctrl+C.
`;
}

function readPort(name: string, fallback: number): number {
  const text = process.env[name];
  const port = text ? Number(text) : fallback;
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} must be a port number, not "${text ?? ''}"`);
}

/** Resolves with null when somebody asks the demo to stop. */
function untilAsked(): Promise<null> {
  return new Promise((resolve) => {
    // SIGHUP: the window was closed. Without it the two would live on and keep their ports.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(null));
  });
}

endWithNpm();
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
