import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { buildPng, textChunk } from '../support/bake.js';
import { openForeignIssuer } from '../support/foreign-issuer.js';
import { findViolations, measureOverflow } from '../support/look-at-page.js';
import { openPublicApp, type PublicApp } from '../support/open-public-app.js';

interface Focused {
  readonly name: string;
  readonly height: number;
  readonly ring: string;
}

const LOOK_AT_FOCUS = `(() => {
  const focused = document.activeElement;
  const { height } = focused.getBoundingClientRect();
  return { name: focused.tagName, height, ring: getComputedStyle(focused).outlineStyle };
})()`;

let open: PublicApp;
let server: Server;
let browser: Browser;
let origin = '';

beforeAll(async () => {
  open = await openPublicApp();
  await open.share(true);
  server = open.app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser(inject('chromium'));
});

afterAll(async () => {
  await browser.close();
  server.close();
  await open.close();
});

function listPages(): Record<string, string> {
  return {
    credential: `/credentials/${open.credential.id}`,
    'badge class': `/badges/${open.badgeClass.id}`,
    issuer: `/issuers/${open.issuer.id}`,
    verify: '/verify',
    'not shared': `/credentials/${'0'.repeat(32)}`,
  };
}

describe.each(['light', 'dark'] as const)('public pages, %s', (colorScheme) => {
  it('have no violation that axe can find, nor anything that their own policy refuses', async () => {
    const context = await openPersonContext(browser, { colorScheme, locale: 'nl-NL' });
    const page = await openPage(context);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const [name, address] of Object.entries(listPages())) {
      await page.goto(origin + address);
      expect([name, await findViolations(page.mainFrame())]).toEqual([name, []]);
    }
    const tampered = open.credential.jwt.replace(/^[^.]+\.[^.]+\.(.)/, (signed, first) =>
      signed.slice(0, -1).concat(first === 'A' ? 'B' : 'A'),
    );
    for (const [text, answer] of [
      ['niets', 'Kon niet gecontroleerd worden'],
      [tampered, 'Niet geldig'],
    ] as const) {
      await page.goto(`${origin}/verify`);
      await page.getByLabel('Link of inhoud van het bewijs').fill(text);
      await page.getByRole('button', { name: 'Controleer', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: answer }).waitFor();
      expect([answer, await findViolations(page.mainFrame())]).toEqual([answer, []]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('public pages', () => {
  it('need no scrolling sideways at 320 px, with a title of one long word too', async () => {
    const { credential } = await open.issueAnother({
      name: { nl: 'Verantwoordelijkheidsontwikkelingsprogramma', en: 'x' },
    });
    const context = await openPersonContext(browser, { width: 320, height: 640 });
    const page = await openPage(context);
    for (const address of [...Object.values(listPages()), `/credentials/${credential.id}`]) {
      await page.goto(origin + address);
      expect([address, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([address, 320]);
    }
    await context.close();
  });

  it.each([0, 500])('of an issuer with %i badges', async (count) => {
    const issuer = await open.addIssuer(`Uitgever van ${count}`);
    for (let number = 1; number <= count; number += 1) {
      await open.addDraft({
        issuerId: issuer.id,
        name: { nl: `Vaardigheid ${number}`, en: `Skill ${number}` },
        description: { nl: 'Wat je laat zien.', en: 'What you show.' },
        criteria: { nl: 'Je liet het zien.', en: 'You showed it.' },
        state: 'published',
      });
    }
    const context = await openPersonContext(browser, { width: 320, height: 640, locale: 'nl-NL' });
    const page = await openPage(context);
    await page.goto(`${origin}/issuers/${issuer.id}`);
    expect(await page.locator('ul.rows > li').count()).toBe(count);
    expect(await findViolations(page.mainFrame())).toEqual([]);
    expect(await measureOverflow(page.mainFrame())).toBe(0);
    await context.close();
  });

  it('print a credential on one A4, its steps opened or not', async () => {
    const context = await openPersonContext(browser);
    const page = await openPage(context);
    await page.goto(`${origin}/credentials/${open.credential.id}`);
    for (const isOpen of [false, true]) {
      await page.evaluate(`document.querySelector('details').open = ${isOpen}`);
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      expect(paper).toMatch(/\/MediaBox \[0 0 59[45][\d.]* 84[12][\d.]*\]/);
    }
    await context.close();
  });

  it('reach every control by keyboard, each with a target of 24 px and a ring around it', async () => {
    const context = await openPersonContext(browser);
    const page = await openPage(context);
    await page.goto(`${origin}/credentials/${open.credential.id}`);
    const reached: Focused[] = [];
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      const focused: Focused = await page.evaluate(LOOK_AT_FOCUS);
      reached.push(focused);
    }
    const names = reached.map(({ name }) => name);
    for (const name of ['A', 'SUMMARY', 'BUTTON', 'INPUT']) expect(names).toContain(name);
    const controls = reached.filter(({ name }) => name !== 'BODY');
    expect(controls.filter(({ height }) => height < 24)).toEqual([]);
    expect(controls.filter(({ ring }) => ring !== 'solid')).toEqual([]);
    await context.close();
  });

  it('verify an opened picture, ours, and say whose it is not', async () => {
    const context = await openPersonContext(browser);
    const page = await openPage(context);
    await page.goto(`${origin}/verify`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'badge.png',
      mimeType: 'image/png',
      buffer: buildPng(textChunk('openbadgecredential', open.credential.json ?? '')),
    });
    await page.getByText('Ready to verify: badge.png').waitFor();
    await page.getByText('Whose should it be?').click();
    await page.getByLabel('Name or e-mail address').fill('Somebody Else');
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('heading', { name: 'Not this person’s', exact: true }).waitFor();
    expect(await page.locator('.is-met').count()).toBe(6);
    expect(await findViolations(page.mainFrame())).toEqual([]);
    await context.close();
  });

  it('verify a dropped file of somebody else, and an address', async () => {
    const school = await openForeignIssuer();
    const context = await openPersonContext(browser);
    const page = await openPage(context);
    const badge = await school.signProof(school.buildBadge());
    await page.goto(`${origin}/verify`);
    const drop = `(async (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'kettingzagen.json', { type: 'application/json' }));
      const zone = document.querySelector('[data-drop]');
      for (const type of ['dragover', 'drop']) {
        zone.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    })(${JSON.stringify(JSON.stringify(badge))})`;
    await page.evaluate(drop);
    await page.getByText('Ready to verify: kettingzagen.json').waitFor();
    await page.keyboard.press('Enter'); // the button has the focus
    await page.getByRole('heading', { name: 'Valid', exact: true }).waitFor();
    await page.getByText('Bosbouwschool').first().waitFor();
    expect(await findViolations(page.mainFrame())).toEqual([]);

    const assertion = school.publishAssertion();
    await page.goto(`${origin}/verify`);
    await page.getByLabel('Link or content of the credential').fill(String(assertion['id']));
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('heading', { name: 'Valid', exact: true }).waitFor();
    await page.getByText('Open Badges 2.0').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await context.close();
    await school.close();
  });

  it('show a picture opened by itself, its style allowed by its own policy, and its words only where there is room', async () => {
    const context = await openPersonContext(browser);
    const page = await openPage(context);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${origin}/badges/${open.badgeClass.id}/image.svg`);
    const shown = 'getComputedStyle(document.querySelector(".large")).display';
    expect(await page.evaluate(shown)).toBe('inline');
    await page.setViewportSize({ width: 100, height: 100 });
    expect(await page.evaluate(shown)).toBe('none');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('verify without any script, pasted or opened', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${origin}/verify`);
    await page.getByLabel('Link or content of the credential').fill(open.credential.jwt);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('heading', { name: 'Valid', exact: true }).waitFor();
    await page.goto(`${origin}/verify`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'badge.jwt',
      mimeType: 'text/plain',
      buffer: Buffer.from(open.credential.jwt),
    });
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('heading', { name: 'Valid', exact: true }).waitFor();
    await context.close();
  });
});
