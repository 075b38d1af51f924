import { sendJson } from '../api/client.ts';
import { sessionPath } from '../api/paths.ts';
import { useText } from '../hooks/use-text.ts';
import { signedOut } from '../session/session-store.ts';
import { OwnPassword } from './OwnPassword.tsx';
import { useSession } from '../session/use-session.ts';

/** Who is signed in, and the way out; without accounts there is nobody to sign out. */
export function Who() {
  const text = useText();
  const { name, role } = useSession();
  if (role === 'demo') return <span className="who">{text.roles.demo}</span>;
  return (
    <span className="who">
      <span title={text.roles[role]}>{name}</span>
      <OwnPassword />
      <button
        type="button"
        onClick={() => {
          void signOut();
        }}
      >
        {text.signOut}
      </button>
    </span>
  );
}

async function signOut(): Promise<void> {
  const answer = await sendJson(sessionPath, { method: 'DELETE' });
  if (answer.ok) signedOut();
}
