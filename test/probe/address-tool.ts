/**
 * A tool that somebody else started, at an address: the probe cannot start it again when it falls.
 *
 * @module
 */
import { openBrowser } from './browser.js';
import type { ToolUnderTest } from './tool-under-test.js';

export function createAddressTool(registration: string): ToolUnderTest {
  const { origin } = new URL(registration);
  return {
    name: origin,
    strangersRegistration: registration,
    openRegistration: async () => registration,
    async start() {
      if ((await openBrowser(origin, 5_000).get(origin)).status === 0) {
        throw new Error(`nothing answers at ${origin}, and the probe did not start it`);
      }
    },
    activate: async () => {},
    isRunning: () => true,
    stop: async () => {},
  };
}
