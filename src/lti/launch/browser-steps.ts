/**
 * Steps about the login behind a launch: was it this browser's, is it the first use, is the LMS still welcome?
 *
 * @module
 */
import { hashSecret } from '../../secrets/hash-secret.js';
import { isProvenBy } from '../login.js';
import { refuseLaunch, type LaunchStep } from './attempt.js';

export const sameBrowser: LaunchStep = {
  name: 'same-browser',
  source: 'Security Framework 1.1 §7.3.1: state is bound to the user agent that began the login',
  check({ login, request }) {
    if (isProvenBy(login, request)) return;
    throw refuseLaunch(
      'launch_browser_unproven',
      'the browser that began this login is not the one that ends it',
      {
        status: 400,
      },
    );
  },
};

export const stateUsedOnce: LaunchStep = {
  name: 'state-used-once',
  source: 'Security Framework 1.1 §5.1.3: a nonce, and the state it belongs to, is accepted once',
  async check({ request }, { loginStates, now }) {
    if (await loginStates.take(hashSecret(request.state), now)) return;
    throw refuseLaunch('launch_replayed', 'this login has ended already', { status: 400 });
  },
};

export const registrationEnabled: LaunchStep = {
  name: 'registration-enabled',
  source: 'LTI 1.3 Core §3.1.3: the tool lets in platforms that it has an agreement with',
  check({ registration }) {
    if (registration.isEnabled) return;
    throw refuseLaunch('registration_disabled', 'the registration is switched off', {
      status: 403,
      detail: { registrationId: registration.id },
    });
  },
};
