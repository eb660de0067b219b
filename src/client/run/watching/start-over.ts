/** Gives up the attempts of a run, and begins with a new QR code. */
import { linked } from '../../wait.js';
import { maxRenewals, type RunContext } from '../context.js';
import { keepQrCodeFresh } from '../qr-codes.js';

/** Returns false, and does nothing, if there were enough QR codes. */
export function startOver(run: RunContext): boolean {
  const { facts, settings, signal } = run;
  settings.keeper?.clear();
  if (facts.renewals >= maxRenewals) return false;
  facts.scanned = facts.newest = undefined;
  facts.watched = [];
  run.creating = linked(signal);
  void keepQrCodeFresh(run);
  return true;
}
