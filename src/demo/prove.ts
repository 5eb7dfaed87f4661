/**
 * The main job, played once by people in browsers: an admin registers the tool, a teacher deep links a badge class and
 * grades two students, the badge is awarded with nobody pressing a button, the student shares the credential, a stranger
 * verifies it. Every step says what it saw; the first that does not hold ends the play.
 *
 * @module
 */
import type { JsonWebKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser, openPage, openPersonContext } from './browser.js';
import { findChromium } from './chromium.js';
import { describeTool, registerPlatform } from './manual.js';
import { makeFolder } from '../secrets/make-folder.js';
import type { Pair } from './pair.js';
import type { SandboxMember } from './sandbox-client.js';
import { isSignedBy, readCredential, tamper } from './verify-offline.js';

export interface ProveOptions {
  /** Null: nothing is kept. */
  readonly keepDir: string | null;
  readonly isTampered: boolean;
  /** Registered by hand, in the LMS's form and on the tool's command line. */
  readonly isManual: boolean;
  /** Rounds come every second or few; a tool that has not awarded by then does not award. */
  readonly awardWithinMs: number;
}

const COURSE = '1';
const THRESHOLD = 55;
const JUST_UNDER = 54.9;

/** @returns the exit status: 0 only when every step held */
export async function prove(pair: Pair, options: ProveOptions): Promise<number> {
  const startedAt = Date.now();
  if (options.keepDir) await makeFolder(options.keepDir, '--keep');
  const browser = await launchBrowser(await findChromium());
  try {
    await new Play(pair, browser, options).run();
    console.log(`\nThe main job held, in ${seconds(startedAt)} s.`);
    return 0;
  } catch (error) {
    console.error(`\nThe main job did NOT hold: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await browser.close();
  }
}

class Play {
  private number = 0;

  constructor(
    private readonly pair: Pair,
    private readonly browser: Browser,
    private readonly options: ProveOptions,
  ) {}

  async run(): Promise<void> {
    const { pair } = this;
    const admin = await this.openAs('admin', '/admin');
    await this.step('an admin registers the tool in the LMS', () =>
      this.options.isManual ? this.registerByHand(admin) : this.register(admin),
    );
    await admin.context().close();

    const teacher = await this.openAs('teacher', `/courses/${COURSE}`);
    if (await this.isDeploymentUnknown()) {
      await this.step('an admin of the tool says yes to the deployment that the first launch named', () =>
        this.learnDeployment(teacher),
      );
    }
    await this.step('the teacher deep links a badge class with a grade column', () => this.deepLink(teacher));
    await this.step('the teacher opens the link once', () => this.openBadge(teacher));

    const members = await pair.sandbox.listMembers(COURSE);
    const [reached, missed] = members.filter(({ role }) => role === 'learner');
    if (!reached || !missed) throw new Error('the course has too few students');
    await this.step('the teacher grades two students', () => this.gradeTwo(teacher, reached, missed));
    await this.step('the teacher’s page shows the award, with no student page opened', () =>
      this.waitForAward(teacher, reached, missed),
    );
    await teacher.context().close();

    const student = await this.openAs(reached.login, `/courses/${COURSE}`);
    const address = await this.step('the student looks at the credential and shares it', () =>
      this.share(student),
    );
    await student.context().close();
    const other = await this.openAs(missed.login, `/courses/${COURSE}`);
    await this.step('the other student has no badge and reads why', () => this.lookUnearned(other));
    await other.context().close();

    const stranger = await openPage(await openPersonContext(this.browser, { locale: 'en-GB' }));
    await this.step('a stranger opens the shared page', () => this.openShared(stranger, address));
    await this.step('the signature holds, by node:crypto alone', () => this.verify(address, reached, missed));
  }

  private async register(page: Page): Promise<string> {
    await page.getByLabel('Registration address').fill(await this.pair.makeInvite());
    await page.getByRole('button', { name: 'Open the tool' }).click();
    // The tool says that it is done, and the LMS goes back to its list by itself.
    return this.allow(page);
  }

  /** Fills in the LMS's form with what the tool says, and tells the tool what the LMS shows. */
  private async registerByHand(page: Page): Promise<string> {
    const { tool } = await describeTool(this.pair);
    await page.getByText('What the tool needs, and what you need from it').click();
    const form = page.locator('form[action="/admin/tools"]');
    await form.getByLabel('Name', { exact: true }).fill('Insigne');
    await form.getByLabel('Login address').fill(tool.loginUrl);
    await form.getByLabel('Redirect addresses').fill(tool.launchUrl);
    await form.getByLabel('Keys (JWKS address)').fill(tool.keysUrl);
    await form.getByLabel('Target link address').fill(tool.launchUrl);
    await this.keepScreen(page);
    await form.getByRole('button', { name: 'Add tool' }).click();
    const words = await this.allow(page);
    const card = page.locator('section.card').first();
    const shown = (within: Locator, term: string) =>
      within
        .locator('dt', { hasText: new RegExp(`^${term}$`) })
        .first()
        .locator('xpath=following-sibling::dd[1]')
        .textContent();
    const platform = page.locator('details.card');
    const read = async (within: Locator, term: string) => oneLine((await shown(within, term)) ?? '');
    await registerPlatform(this.pair, {
      issuer: await read(platform, 'Issuer'),
      clientId: await read(card, 'Client id'),
      authorizationEndpoint: await read(platform, 'Authorization endpoint'),
      tokenEndpoint: await read(platform, 'Token endpoint'),
      tokenAudience: await read(platform, 'Audience'),
      jwksUri: await read(platform, 'Keys'),
      deploymentId: await read(card, 'Deployments'),
    });
    return `${words}; the tool was told about it on its command line`;
  }

  /** Where the LMS leaves a new tool waiting, its administrator says yes. */
  private async allow(page: Page): Promise<string> {
    const card = page.locator('section.card').first();
    await card.waitFor();
    const pressed: string[] = [];
    for (const name of ['Activate', 'Send roles']) {
      const button = card.getByRole('button', { name, exact: true });
      if ((await button.count()) === 0) continue;
      await button.click();
      await button.waitFor({ state: 'detached' });
      pressed.push(name);
    }
    await card.getByText('Active', { exact: true }).waitFor();
    await this.keepScreen(page);
    const [tool] = await this.pair.sandbox.listTools();
    if (!tool?.active) throw new Error('the LMS lists no active tool');
    const needed = pressed.length > 0 ? `, after “${pressed.join('” and “')}”` : '';
    return `the LMS lists “${tool.name}” as active, with deployment ${tool.deployments[0]?.id ?? '?'}${needed}`;
  }

  private async isDeploymentUnknown(): Promise<boolean> {
    const { deployments } = await this.pair.runAdmin<Deployments>(['deployment']);
    return deployments.length === 0;
  }

  private async learnDeployment(page: Page): Promise<string> {
    await page.getByRole('link', { name: 'Add content' }).click();
    await page.locator('main .people a').first().click();
    const frame = await toolFrame(page);
    await frame.locator('h1').waitFor();
    await this.keepScreen(page);
    const words = oneLine(await frame.locator('h1').innerText());
    const { deployments } = await this.pair.runAdmin<Deployments>(['deployment']);
    const [waiting] = deployments;
    if (!waiting) throw new Error(`the tool learnt no deployment; it says: ${words}`);
    await this.pair.runAdmin(['deployment', '--activate', waiting.id]);
    await page.goto(`${this.pair.sandboxUrl}/courses/${COURSE}`);
    return `the teacher read “${words}”; deployment ${waiting.deploymentId} is active now`;
  }

  private async deepLink(page: Page): Promise<string> {
    const badgeClass = this.pair.badgeClasses.find(({ mayBeMapped }) => mayBeMapped === 'any-course');
    if (!badgeClass) throw new Error('no badge class may be mapped in any course');
    await page.getByRole('link', { name: 'Add content' }).click();
    await page.locator('main .people a').first().click();
    const frame = await toolFrame(page);
    await frame.locator(`input[name="badgeClass"][value="${badgeClass.id}"]`).check();
    await frame.locator('input[name="role"][value="grade"]').check();
    await frame.locator('input[name="value.0"]').fill(String(THRESHOLD));
    await frame.locator('select[name="unit.0"]').selectOption('percent');
    await frame.locator('input[name="maximum"]').fill('100');
    await frame.locator('summary:has(#step-3)').click();
    await frame.locator('details.more:has(#stood) > summary').click();
    await frame.locator('input[name="stood"]').fill('0');
    await this.keepScreen(page);
    await frame.locator('form.picker button[value="map"]:visible').click();
    await page.getByRole('button', { name: 'Save and publish' }).click();
    await page.getByRole('link', { name: badgeClass.name }).waitFor();
    const { columns } = await this.pair.sandbox.readGradebook(COURSE);
    const column = columns.find(({ clientId }) => clientId !== null);
    if (!column) throw new Error('the link came without a column');
    return `“${badgeClass.name}” stands in the course, with a column of ${column.scoreMaximum} points`;
  }

  private async openBadge(page: Page): Promise<string> {
    await page.goto(`${this.pair.sandboxUrl}/courses/${COURSE}`);
    await page.locator('ul.content a').first().click();
    const frame = await toolFrame(page);
    await frame.locator('h1').waitFor();
    await this.keepScreen(page);
    return `the page “${await frame.locator('h1').innerText()}” in the LMS’s frame`;
  }

  private async gradeTwo(page: Page, reached: SandboxMember, missed: SandboxMember): Promise<string> {
    await page.goto(`${this.pair.sandboxUrl}/courses/${COURSE}/gradebook`);
    const cell = (member: SandboxMember) => page.getByLabel(`${member.name}: `);
    await cell(reached).fill(String(THRESHOLD));
    await cell(missed).fill(String(JUST_UNDER));
    await page.getByRole('button', { name: 'Save grades' }).click();
    await page.getByText('Saved.').waitFor();
    await this.keepScreen(page);
    return `${reached.name} has ${THRESHOLD}, ${missed.name} has ${JUST_UNDER}`;
  }

  private async waitForAward(page: Page, reached: SandboxMember, missed: SandboxMember): Promise<string> {
    await page.goto(`${this.pair.sandboxUrl}/courses/${COURSE}`);
    await page.locator('ul.content a').first().click();
    const frame = await toolFrame(page);
    await frame.locator('a[href$="/learners"]').first().click();
    // Until then the page before it still stands there, and looking again would load that one.
    await frame.waitForURL((url) => url.pathname.endsWith('/learners'));
    const cell = (member: SandboxMember) =>
      frame
        .locator('table.matrix tbody tr', { has: frame.getByRole('rowheader', { name: member.name }) })
        .locator('td.cell');
    const deadline = Date.now() + this.options.awardWithinMs;
    for (;;) {
      await frame.locator('h1').waitFor();
      if ((await cell(reached).locator('.is-earned, :scope.is-earned').count()) > 0) break;
      if (Date.now() > deadline) {
        await this.keepScreen(page);
        const why = process.env['ROLE'] === 'web' ? '; ROLE=web reads no grades' : '';
        throw new Error(`no award came within ${this.options.awardWithinMs / 1000} s${why}`);
      }
      await page.waitForTimeout(500);
      await frame.goto(frame.url());
    }
    await this.keepScreen(page);
    const words = await cell(missed).innerText();
    if ((await cell(missed).locator('.is-earned, :scope.is-earned').count()) > 0) {
      throw new Error(`${missed.name} has an award with ${JUST_UNDER} of ${THRESHOLD}`);
    }
    return `${reached.name}: ${oneLine(await cell(reached).innerText())}; ${missed.name}: ${oneLine(words)}`;
  }

  private async share(page: Page): Promise<string> {
    await page.locator('ul.content a').first().click();
    const frame = await toolFrame(page);
    await frame.locator('a[href$="/credential"]').click();
    await frame.locator('#share').waitFor();
    await this.keepScreen(page);
    await frame.locator('form:has(input[name="share"][value="on"]) button[type="submit"]').click();
    const address = await frame.locator('#share-link').inputValue();
    await this.keepScreen(page);
    return address;
  }

  private async lookUnearned(page: Page): Promise<string> {
    await page.locator('ul.content a').first().click();
    const frame = await toolFrame(page);
    await frame.locator('#conditions').waitFor();
    await this.keepScreen(page);
    if ((await frame.locator('a[href$="/credential"]').count()) > 0)
      throw new Error('a credential is offered');
    return oneLine(await frame.locator('header .lead').innerText());
  }

  private async openShared(page: Page, address: string): Promise<string> {
    const answer = await page.goto(address);
    const seal = page.locator('.credential-seal');
    await seal.waitFor();
    await this.keepScreen(page);
    if (answer?.status() !== 200) throw new Error(`the shared page answers ${answer?.status() ?? 'nothing'}`);
    const words = oneLine(await seal.locator('summary').innerText());
    const isHolding = await seal.evaluate((element) => element.classList.contains('is-earned'));
    if (!isHolding) throw new Error(`the shared page says: ${words}`);
    return words;
  }

  private async verify(address: string, reached: SandboxMember, missed: SandboxMember): Promise<string> {
    const published = await read(`${address}.jwt`);
    const jwt = this.options.isTampered ? tamper(published) : published;
    const { keyAddress, credential } = readCredential(jwt);
    const key = await read(keyAddress);
    const gradebook = await this.pair.sandbox.readGradebook(COURSE);
    const { courses } = await this.pair.runAdmin<{ courses: readonly { id: string }[] }>(['badge-class']);
    const decisions = await this.pair.runAdmin<Decisions>(['decisions', '--course', courses[0]?.id ?? '']);
    await this.keep('credential.jwt', jwt);
    await this.keep('key.json', key);
    await this.keep('gradebook.json', JSON.stringify(gradebook, null, 2));
    await this.keep('decisions.json', JSON.stringify(decisions, null, 2));

    const isSigned = isSignedBy(jwt, JSON.parse(key) as JsonWebKey);
    if (!isSigned) throw new Error('the signature does not hold: the credential is not what was signed');
    if (credential['id'] !== address)
      throw new Error(`the credential calls itself ${String(credential['id'])}`);
    const of = (member: SandboxMember) => decisions.decisions.find(({ userId }) => userId === member.userId);
    if (!of(reached)?.isAwarded || of(missed)?.isAwarded !== false) {
      throw new Error('the decisions do not say what the pages say');
    }
    return `${jwt.length} bytes signed by ${keyAddress}; ${missed.name}: ${of(missed)?.reason ?? ''}`;
  }

  private async openAs(login: string, path: string): Promise<Page> {
    const context: BrowserContext = await openPersonContext(this.browser, { locale: 'nl-NL' });
    const page = await openPage(context);
    await page.goto(`${this.pair.sandboxUrl}/login-as/${login}?to=${path}`);
    return page;
  }

  /** Runs one step and says what it saw. */
  private async step(name: string, act: () => Promise<string>): Promise<string> {
    this.number += 1;
    const startedAt = Date.now();
    const saw = await act().catch((error: unknown) => {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
    console.log(`${String(this.number).padStart(2)}. ${name} (${seconds(startedAt)} s)\n    ${saw}`);
    return saw;
  }

  private screens = 0;

  private async keepScreen(page: Page): Promise<void> {
    if (!this.options.keepDir) return;
    this.screens += 1;
    const name = `screen-${String(this.screens).padStart(2, '0')}.png`;
    await page.screenshot({ path: join(this.options.keepDir, name), fullPage: true });
  }

  private async keep(name: string, text: string): Promise<void> {
    if (this.options.keepDir) await writeFile(join(this.options.keepDir, name), text);
  }
}

interface Deployments {
  readonly deployments: readonly { readonly id: string; readonly deploymentId: string }[];
}

interface Decisions {
  readonly decisions: readonly {
    readonly userId: string | null;
    readonly verdict: string;
    readonly reason: string;
    readonly isAwarded: boolean;
  }[];
}

/** The tool's frame, once it shows a page of the tool. */
async function toolFrame(page: Page): Promise<Frame> {
  const element = await page.locator('iframe.tool').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('the LMS shows no frame');
  await frame.waitForURL((url) => !['', '127.0.0.1'].includes(url.hostname));
  await frame.waitForLoadState();
  return frame;
}

async function read(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.text();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1);
}
