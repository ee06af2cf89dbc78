// @ts-check
// All commands, in the order in which a user meets them.
import { assertion } from './commands/assertion.js';
import { certificate } from './commands/certificate.js';
import { diagnose } from './commands/diagnose.js';
import { generate } from './commands/generate.js';
import { inspect } from './commands/inspect.js';
import { serve } from './commands/jwks.js';
import { publicHalf } from './commands/public.js';
import { thumbprint } from './commands/thumbprint.js';
import { token } from './commands/token.js';

export const commands = [generate, publicHalf, certificate, thumbprint, inspect, assertion, token, diagnose, serve];
