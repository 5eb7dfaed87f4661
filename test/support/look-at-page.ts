/**
 * Looking at a page in the tool's frame as the people whom WCAG is for do: with axe, by keyboard, on a narrow screen.
 *
 * Source: WCAG 2.2 AA; 2.1.1 (keyboard), 2.4.7 and 1.4.11 (visible focus), 2.5.8 (target size), 1.4.10 (reflow).
 *
 * @module
 */
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const WIDE = { width: 1100, height: 900 };
export const NARROW = { width: 320, height: 640 };

/** What nobody should find on a page; empty when all is well. */
export async function inspectPage(page: Page, frame: Frame): Promise<string[]> {
  const found: string[] = [];
  const { value, moved } = await frame.evaluate<Shift>(MEASURE_SHIFT);
  if (value > 0) found.push(`it moves while it loads, by ${value}: ${moved.join('; ')}`);
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are still moving to the other scheme would be measured half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const isSeen = await frame.evaluate(`matchMedia('(prefers-color-scheme: ${colorScheme})').matches`);
    if (!isSeen) found.push(`the frame is not ${colorScheme}`);
    const rules = colorScheme === 'dark' ? COLOR_RULES : undefined;
    for (const violation of await findViolations(frame, rules)) found.push(`${colorScheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });

  const controls = await listControls(frame);
  const reached = await walkByKeyboard(page, frame);
  const names = reached.map(({ name }) => name);
  for (const control of controls)
    if (!names.includes(control)) found.push(`not reached by keyboard: ${control}`);
  for (const { name, width, height, isInline, hasRing } of reached) {
    if (!hasRing) found.push(`no focus ring: ${name}`);
    if (!isInline && (width < 24 || height < 24)) found.push(`${width} × ${height}: ${name}`);
  }

  await page.setViewportSize(NARROW);
  const overflow = await measureOverflow(frame);
  if (overflow > 0) found.push(`${overflow} px too wide at ${NARROW.width} px`);
  await page.setViewportSize(WIDE);
  return found;
}

/** Pages whose next documents bring axe along, ready to be loaded: handing over 1.4 MB each time takes longer than the look. */
const prepared = new WeakSet<Page>();

async function loadAxe(frame: Frame): Promise<void> {
  const state = await frame.evaluate<string>('`${typeof axe} ${typeof insigneLoadAxe}`');
  if (state.startsWith('object')) return;
  await frame.evaluate(state.endsWith('function') ? 'insigneLoadAxe()' : axe.source);
  const page = frame.page();
  if (prepared.has(page)) return;
  prepared.add(page);
  await page.addInitScript(`window.insigneLoadAxe = () => {${axe.source}}`);
}

interface AxeRun {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What differs where nothing but colours does: a page seen in light, seen again in dark. */
export const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Where each of 500 rows has something folded in it, one is as good as another. */
const MOST_UNFOLDED = 20;
const UNFOLD = `for (const details of [...document.querySelectorAll('details')].slice(0, ${MOST_UNFOLDED})) details.open = true`;

/** All of WCAG 2.2 A and AA, and what axe counts as best practice, or these rules. What can be unfolded is unfolded first. */
export async function findViolations(frame: Frame, only?: readonly string[]): Promise<string[]> {
  await frame.evaluate(UNFOLD);
  await loadAxe(frame);
  const options = {
    iframes: false,
    resultTypes: ['violations'],
    ...(only ? { runOnly: only } : { rules: { 'target-size': { enabled: true } } }),
  };
  const run: AxeRun = await frame.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  return run.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html} (${node.failureSummary ?? ''})`).join(' | ')}`,
  );
}

/** How many pixels wider the content is than the frame; 0 when nobody has to scroll sideways. */
export function measureOverflow(frame: Frame): Promise<number> {
  return frame.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

interface Shift {
  readonly value: number;
  /** What moved, from where to where. */
  readonly moved: readonly string[];
}

/** How far things moved by themselves while the page came in: 0 when it stood at once. */
export async function measureShift(frame: Frame): Promise<number> {
  return (await frame.evaluate<Shift>(MEASURE_SHIFT)).value;
}

/* A cold browser may lay a page out before its style sheets are there, and paint it when they are: only what was painted can move. */
const MEASURE_SHIFT = `new Promise((resolve) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    const painted = list.getEntriesByName('first-contentful-paint')[0]?.startTime;
    if (painted === undefined) return;
    const isSeen = ({ hadRecentInput, startTime }) => !hadRecentInput && startTime >= painted;
    const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
    const say = ({ node, previousRect, currentRect }) =>
      (node?.outerHTML ?? node?.textContent ?? '').slice(0, 80) + ' from ' + place(previousRect) + ' to ' + place(currentRect);
    const sum = () => {
      const seen = shifts.filter(isSeen);
      resolve({
        value: seen.reduce((total, { value }) => total + value, 0),
        moved: seen.flatMap(({ sources, startTime }) => sources.map((one) => Math.round(startTime - painted) + ' ms: ' + say(one))),
      });
    };
    requestAnimationFrame(() => requestAnimationFrame(sum));
  }).observe({ type: 'paint', buffered: true });
})`;

export interface ReachedControl {
  /** Tag and words. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Inside a sentence: its size is that of the line (2.5.8, exception for inline targets). */
  readonly isInline: boolean;
  readonly hasRing: boolean;
}

const DEFINE = `(() => {
  if (window.insigneLook) return;
  const words = (element) => (element.getAttribute('aria-label') || element.textContent || element.name || '').replace(/\\s+/g, ' ').trim();
  const name = (element) => element.tagName.toLowerCase() + ' ' + (element.id ? '#' + element.id : words(element));
  /* What shows for a control that itself cannot be seen well: the card around a choice, the row that a link covers. */
  const shown = (element) => element.closest('label.choice') || element;
  const ring = (element) => {
    const styles = [getComputedStyle(element), getComputedStyle(shown(element)), getComputedStyle(element, '::after')];
    return styles.some((style) => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2);
  };
  const box = (element) => (element.matches('.row-link') ? element.closest('.row') : shown(element)).getBoundingClientRect();
  const isInline = (element) =>
    element.tagName === 'A' && getComputedStyle(element).display === 'inline' &&
    words(element.parentElement).length > words(element).length;
  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  window.insigneLook = {
    name,
    /* One of a group of radio buttons is a stop; arrows reach the others. */
    controls: () => {
      const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
        .filter((element) => !element.disabled && isVisible(element) && element.tabIndex >= 0);
      const groups = new Set();
      return all.filter((element) => {
        if (element.type !== 'radio') return true;
        const group = (element.form ? [...document.forms].indexOf(element.form) : '') + element.name;
        const chosen = all.some((other) => other.type === 'radio' && other.name === element.name && other.form === element.form && other.checked);
        if (chosen ? !element.checked : groups.has(group)) return false;
        groups.add(group);
        return true;
      }).map(name);
    },
    /* Each control that has had the focus since then, as it looked while it had it. */
    watch: () => { window.insigneLook.reached = []; },
    reached: [],
  };
  document.addEventListener('focusin', ({ target: element }) => {
    const { width, height } = box(element);
    window.insigneLook.reached.push({ name: name(element), width, height, isInline: isInline(element), hasRing: ring(element) });
  });
})()`;

/** Whoever comes in from the page around starts at the top; inside, a fragment or a click would have moved the start. */
const STAND_BEFORE_FRAME = `(() => {
  const frame = document.querySelector('iframe.tool');
  const before = [...document.querySelectorAll('a[href], button, input, select')].filter(
    (element) => element.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  before.at(-1).focus();
})()`;

/** The controls that somebody should be able to reach, in their order. */
export async function listControls(frame: Frame): Promise<string[]> {
  await frame.evaluate(DEFINE);
  return frame.evaluate('window.insigneLook.controls()');
}

/** Presses Tab from the top of the frame's page to its end. */
export async function walkByKeyboard(page: Page, frame: Frame, limit = 80): Promise<ReachedControl[]> {
  const { length } = await listControls(frame);
  await page.evaluate(STAND_BEFORE_FRAME);
  await frame.evaluate('window.insigneLook.watch()');
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab');
    // Nobody has to ask where the focus is before each control can have had it.
    const mayBeOutside = presses >= length;
    if (mayBeOutside && !(await page.evaluate('document.activeElement?.tagName === "IFRAME"'))) break;
  }
  return frame.evaluate('window.insigneLook.reached');
}

/** More than the longest form has controls. */
const MOST_PRESSES = 160;

/**
 * Presses Tab until this control has the focus.
 *
 * @throws when it is not reached
 */
export async function tabTo(page: Page, frame: Frame, selector: string): Promise<void> {
  const isInside = await page.evaluate('document.activeElement?.tagName === "IFRAME"');
  if (!isInside) await page.evaluate(STAND_BEFORE_FRAME);
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    if (await frame.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}
