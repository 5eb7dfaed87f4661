import type { TestProject } from 'vitest/node';
import { findChromium, type Chromium } from '../../src/demo/chromium.js';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: Chromium;
  }
}

/** One browser for all files, unpacked before the first of them runs. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium());
}
