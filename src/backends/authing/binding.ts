/** Links a WeChat user to an account at Authing. A page loads this file only when somebody needs it. */
import { WechatMpLoginError, type ErrorCode } from '../../protocol/errors.js';
import type {
  Binding,
  BindingOption,
  BindRequest,
  BindResult,
  CodeSent,
  CodesRequest,
  Field,
  FieldValues,
} from '../../protocol/messages.js';
import { asObject, textOf, type Json } from '../ask.js';
import { errorOf, signedIn, type Api } from './api.js';
import { encryptPassword } from './encrypt-password.js';
import { stepError, type Flow } from './flow.js';
import { labelsFor, type Labels } from './labels.js';

export { flowOf } from './flow.js';

/** The methods of ours, which are also the ends of Authing's actions. */
type Method = 'password' | 'phone-code' | 'email-code';

/** In seconds. Authing does not say how long it waits; a ticket is valid for as long. */
const promptsS = 300;
const resendS = 60;

/** By `apiCode`. */
const endOfFlow = 1600;
const selectAccount = 2921;
const aborted = 1699;
/** By `code`, when a proof is refused. Any other is a wrong proof. */
const codes: Readonly<Partial<Record<number, ErrorCode>>> = {
  429: 'rate_limited',
  500: 'upstream_unavailable',
  // Authing wants a captcha after wrong passwords, and has no form for it here.
  2000: 'rate_limited',
};

export function bindingOf({ canCreate, methods }: Flow, lang: string | undefined): Binding {
  const labels = labelsFor(lang);
  const offered = (method: Method): boolean =>
    !methods || methods.some((name) => ourMethod(name) === method);
  const all: readonly Method[] = ['password', 'phone-code', 'email-code'];
  const links = all.filter(offered).map((method) => linkOption(method, labels));
  const options: BindingOption[] = canCreate ? [{ action: 'create' }, ...links] : links;
  return { result: 'binding', chatCode: false, expiresIn: promptsS, options };
}

/** Authing has a name for each kind of account: `email-password`, or `email` in older versions. */
function ourMethod(name: unknown): Method {
  return name === 'phone-code' || name === 'email-code' ? name : 'password';
}

function linkOption(method: Method, labels: Labels): BindingOption {
  const field = (name: keyof Labels, type: Field['type'], autocomplete: string): Field => ({
    name,
    type,
    autocomplete,
    label: labels[name],
    required: true,
  });
  const code = field('code', 'code', 'one-time-code');
  const fields: Readonly<Record<Method, readonly Field[]>> = {
    password: [
      field('account', 'text', 'username'),
      field('password', 'password', 'current-password'),
    ],
    'phone-code': [field('phone', 'tel', 'tel-national'), code],
    'email-code': [field('email', 'email', 'email'), code],
  };
  return { action: 'link', method, label: labels[method], fields: fields[method] };
}

export async function bind(
  api: Api,
  flow: Flow | undefined,
  request: BindRequest,
  signal: AbortSignal,
): Promise<BindResult> {
  if (!flow) throw new WechatMpLoginError('wrong_state');
  const answer = await send(api, flow, request, signal);
  const { apiCode, code, data, message, flowHandle } = answer;
  flow.handle = flowHandle ?? flow.handle;
  const isNew = request.action === 'create';
  if (apiCode === endOfFlow || code === 200) {
    const given = asObject(data);
    return signedIn(asObject(given['user'] ?? given), isNew, !isNew);
  }
  if (apiCode === selectAccount) return selection(flow, asObject(data)['accounts']);
  if (apiCode === aborted) throw new WechatMpLoginError('gone', { reason: 'expired' });
  if (Math.floor(Number(answer['statusCode']) / 100) === 3) throw stepError(answer);
  const detail = `${String(code ?? apiCode)} ${textOf(message) ?? ''}`;
  const known = codes[Number(code)];
  if (known || !isNew) throw errorOf(known ?? 'proof_failed', detail);
  throw new WechatMpLoginError('sign_in_refused', { sentence: textOf(message), message: detail });
}

async function send(
  api: Api,
  flow: Flow,
  { action, method, fields = {}, choice }: BindRequest,
  signal: AbortSignal,
): Promise<Json> {
  if (action === 'select') {
    const account = flow.accounts[Number(choice)];
    if (account === undefined) throw new WechatMpLoginError('invalid_request', { field: 'choice' });
    return api.send('/interaction/federation/binding/select', signal, { account });
  }
  const isNew = action === 'create';
  return api.send('/interaction/authFlow', signal, {
    action: isNew ? 'create-federation-account' : flow.action + String(method),
    ...(!isNew && { data: await proofOf(api, fields, signal) }),
    flowHandle: flow.handle,
  });
}

/** The fields have Authing's names. */
async function proofOf(api: Api, fields: FieldValues, signal: AbortSignal): Promise<FieldValues> {
  const { password, phone } = fields;
  if (phone !== undefined) return { ...fields, ...phoneOf(phone) };
  if (password === undefined) return fields;
  const { publicKey } = await api.ask('/api/v2/.well-known', signal);
  return { ...fields, password: await encryptPassword(password, String(publicKey)) };
}

/** Authing wants the number without spaces, and the code of its country beside it. */
function phoneOf(typed: string): FieldValues {
  const phone = typed.replace(/[\s()-]/g, '');
  return phone.startsWith('+86') ? { phone: phone.slice(3), phoneCountryCode: '+86' } : { phone };
}

/** Ids of users stay here: the page gets positions. */
function selection(flow: Flow, accounts: unknown): BindResult {
  if (!Array.isArray(accounts)) throw errorOf('bad_response', 'the accounts are missing');
  const users = accounts.map(asObject);
  flow.accounts = users.map(({ id }) => String(id));
  return {
    result: 'select',
    accounts: users.map((user, index) => ({
      choice: String(index),
      ...signedIn(user, false, true).account,
    })),
  };
}

export async function sendVerificationCode(
  api: Api,
  { fields: { phone, email } }: CodesRequest,
  signal: AbortSignal,
): Promise<CodeSent> {
  if (phone === undefined) {
    await api.ask('/api/v2/email/send', signal, { email, scene: 'LOGIN_VERIFY_CODE' });
  } else {
    await api.ask('/api/v2/sms/send', signal, { ...phoneOf(phone), scene: 'login' });
  }
  return { resendIn: resendS };
}
