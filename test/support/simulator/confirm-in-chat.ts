/** What people with an account do after a scan: they confirm in the chat if they are asked. */
import type { Phone } from '../../../src/simulator/index.js';

/** Taps Confirm in the last message of the chat, if there is one. Resolves once the tap is sent. */
export async function confirmIfAsked(phone: Phone, personId: string): Promise<void> {
  const { text = '' } = (await phone.chat(personId)).at(-1) ?? {};
  const [, href] = /<a href="(weixin:[^"]*msgmenuid=confirm)">/.exec(text) ?? [];
  if (href !== undefined) await phone.tap(personId, href);
}
