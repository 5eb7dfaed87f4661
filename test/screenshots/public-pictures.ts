/**
 * Pages of our own, without an LMS around them: for employers, for whoever follows a link in a mail, for an LMS that registers.
 *
 * @module
 */
import type { Page } from 'playwright-core';
import { openCredential } from '../support/course-states.js';
import { PASSED_STUDENT } from '../support/furnish-course.js';
import type { Picture, PictureWorld } from './picture.js';

/** Longer than any badge of the course is valid. */
const LATER_SECONDS = 11 * 366 * 24 * 3600;

const base = ({ course }: PictureWorld): string => course.world.tool.baseUrl;

const at = (
  name: string,
  route: string | null,
  find: (world: PictureWorld) => string,
  user: string | null = null,
): Picture => ({
  name: `public ${name}`,
  route,
  user,
  async open(page, world) {
    await page.goto(find(world));
    return null;
  },
});

const answer = (
  name: string,
  fill: (world: PictureWorld) => Promise<{ readonly text: string; readonly whose?: string }>,
): Picture => ({
  name: `public verify ${name}`,
  route: null,
  user: null,
  async open(page, world) {
    const { text, whose } = await fill(world);
    await page.goto(`${base(world)}/verify`);
    await page.locator('textarea').fill(text);
    if (whose) {
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      await page.locator('input[type=text], input[type=email], input:not([type])').last().fill(whose);
    }
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForLoadState();
    return null;
  },
});

export const PUBLIC_PICTURES: readonly Picture[] = [
  at('verify', '/verify', (world) => `${base(world)}/verify`),
  answer('valid', async ({ people }) => ({ text: await readJwt(people.valid) })),
  answer('not valid', async ({ people }) => ({ text: tamper(await readJwt(people.valid)) })),
  answer('revoked', async ({ people }) => ({ text: await readJwt(people.revoked) })),
  answer('another person', async ({ people }) => ({
    text: await readJwt(people.valid),
    whose: 'Somebody Else',
  })),
  answer('nothing to read', async () => ({ text: 'niets' })),
  answer('an address that does not answer', async () => ({ text: 'https://badges.example.invalid/x' })),
  answer('empty', async () => ({ text: '' })),
  at('badge class', '/badges/:id', (world) => `${base(world)}/badges/${world.people.badgeClassId}`),
  at('issuer', '/issuers/:id', (world) => `${base(world)}/issuers/${world.people.issuerId}`),
  at('credential', '/credentials/:id', ({ people }) => people.valid),
  at('credential, revoked', null, ({ people }) => people.revoked),
  at('credential, suspended', null, ({ people }) => people.suspended),
  {
    name: 'public credential, expired',
    route: null,
    user: null,
    async open(page, { course, people }) {
      const { clock } = course.world;
      const { now } = clock;
      clock.forward(LATER_SECONDS);
      try {
        await page.goto(people.expiring);
      } finally {
        clock.now = now;
      }
      return null;
    },
  },
  {
    name: 'public credential with what its holder shows',
    route: null,
    user: PASSED_STUDENT,
    async open(page, { course }) {
      const frame = await openCredential(page, course, true);
      const switches = frame.locator('#shows input[type=checkbox]:not([name=standing]):enabled');
      for (const one of await switches.all()) await one.check();
      await frame.locator('#shows button[type=submit]').click();
      await frame.locator('#shows [role=status]').waitFor();
      await page.goto(await frame.locator('#share-link').inputValue());
      return null;
    },
  },
  at('not found', null, (world) => `${base(world)}/credentials/nobody`),
  at(
    'without a session',
    null,
    (world) =>
      `${base(world)}/courses/${world.course.graded.course.id}/badges/${world.course.graded.mapping.key}`,
  ),
  at('mail off', '/mail/off/:token', ({ people }) => people.mailOff),
  at('mail off, a link that is not ours', null, (world) => `${base(world)}/mail/off/nobody`),
  {
    name: 'public an LMS that registered',
    route: '/lti/register',
    user: 'admin',
    async open(page, { canvas }) {
      await register(page, canvas);
      return null;
    },
  },
  at('an invitation that is over', null, (world) => `${base(world)}/lti/register?invite=nobody`),
];

/** At the second LMS: what is registered again stays away from the pages of the first. */
async function register(page: Page, { tool, sandbox }: PictureWorld['canvas']): Promise<void> {
  const { context } = tool;
  const invite = await context.invites.create(context.institution.id, { kind: 'command-line' });
  const { registrationUrl } = sandbox.control.openRegistration({ toolUrl: invite.url });
  await page.goto(registrationUrl ?? '');
}

async function readJwt(address: string): Promise<string> {
  return (await fetch(`${address}.jwt`)).text();
}

/** One letter of the signature is another. */
function tamper(jwt: string): string {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  return [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
}
