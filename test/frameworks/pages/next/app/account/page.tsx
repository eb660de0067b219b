import { headers } from 'next/headers';

/** Asks the backend, which has the session, for the visitor's account. */
export default async function Page() {
  const cookie = (await headers()).get('cookie') ?? '';
  const answer = await fetch(`${process.env.BACKEND}/me`, { headers: { cookie } });
  const account = (await answer.json()) as { name: string } | null;
  return <p>{account ? `Hello ${account.name}` : 'Nobody is signed in.'}</p>;
}
