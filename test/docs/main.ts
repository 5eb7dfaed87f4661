/**
 * `npm run docs`: writes the pages that connect an LMS, and the pictures in them, from the guides and the running pages.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { findChromium } from '../../src/demo/chromium.js';
import { listGuides } from '../../src/language/guides/index.js';
import { createVisitor, playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import { startTool } from '../support/start-tool.js';
import { nameDoc, renderGuide } from './render-guide.js';

await mkdir('docs/images', { recursive: true });
for (const guide of listGuides()) await writeFile(nameDoc(guide), renderGuide(guide));
// A docs page without its pictures is still a docs page: `--text` leaves them as they are.
if (!process.argv.includes('--text')) await picture();

async function picture(): Promise<void> {
  const tool = await startTool();
  const sandbox = await createSandbox({ students: 3, profile: 'moodle' });
  const lms = await sandbox.start();
  const browser = await launchBrowser(await findChromium());
  try {
    const { context: insigne } = tool;
    const { institution } = insigne;
    await insigne.institutions.rename(
      institution.id,
      { nl: 'Hogeschool Voorbeeld', en: 'Example University' },
      { kind: 'tool' },
    );
    const context = await openPersonContext(browser, { locale: 'en-GB', width: 1200, height: 800 });
    const page = await openPage(context);
    const shoot = async (name: string): Promise<void> => {
      await page.screenshot({ path: `docs/images/${name}.png`, scale: 'css' });
    };
    const setup = await insigne.adminAccounts.createSetupLink();
    await page.goto(setup?.url ?? '');
    await shoot('welcome');
    await page.getByLabel('Name').fill('Olga Operator');
    await page.getByLabel('E-mail address').fill('olga@school.example');
    await page.getByLabel('Password').fill('vier losse woorden samen');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot('home');
    for (const guide of listGuides()) {
      await page.goto(`${tool.baseUrl}/admin/connect`);
      await page.getByRole('button', { name: guide.lms.en, exact: true }).click();
      await page.locator('.wizard-step.is-next').waitFor();
      // An invite in a picture would be a secret; the words are what the picture is for.
      await page.evaluate(
        "document.querySelector('#link').textContent = 'https://badges.example.org/lti/register?invite=…'",
      );
      await shoot(`connect-${guide.name}`);
      if (guide.name !== 'moodle') await page.getByRole('button', { name: 'Stop connecting' }).click();
    }
    const invite = await insigne.invites.create(institution.id, { kind: 'tool' });
    await createVisitor().get(
      sandbox.control.openRegistration({ toolUrl: invite.url }).registrationUrl ?? '',
    );
    const clientId = sandbox.control.listTools()[0]?.clientId ?? '';
    sandbox.control.changeTool(clientId, { active: true });
    const link = sandbox.control.addLink('1', { clientId, title: 'Badges' });
    await playLaunch(lms.url, { user: 'teacher', course: '1', link: link.id });
    const [registration] = await insigne.registrations.list(institution.id);
    await insigne.connectionTest.run(institution.id, registration?.id ?? '');
    await page.goto(`${tool.baseUrl}/admin/connections/${registration?.id ?? ''}`);
    await shoot('health');
  } finally {
    await browser.close();
    await lms.close();
    await tool.close();
  }
}
