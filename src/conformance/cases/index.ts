/** All cases, in the order of the report. */
import type { Case } from '../case.js';
import { bindingCases } from './binding/index.js';
import { createCases } from './core/create.js';
import { expiryCases } from './core/expiry.js';
import { httpCases } from './core/http.js';
import { officialAccountCases } from './core/official-accounts.js';
import { redeemCases } from './core/redeem.js';
import { secrecyCases } from './core/secrecy.js';
import { watchCases } from './core/watch.js';
import { cryptCases } from './push/crypt.js';
import { eventCases } from './push/events.js';
import { messageCases } from './message/index.js';
import { confirmCases } from './confirm/index.js';
import { oauthCases } from './oauth/index.js';
import { forgeryCases } from './push/forgery.js';
import { streamCases } from './stream.js';

export const cases: readonly Case[] = [
  ...createCases,
  ...watchCases,
  ...redeemCases,
  ...expiryCases,
  ...httpCases,
  ...secrecyCases,
  ...eventCases,
  ...forgeryCases,
  ...cryptCases,
  ...officialAccountCases,
  ...streamCases,
  ...bindingCases,
  ...confirmCases,
  ...messageCases,
  ...oauthCases,
];
