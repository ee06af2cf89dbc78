// Login and consent at the test provider: two small pages for a person, or both done at once without one.
import { text } from 'node:stream/consumers';

/** @returns {(request, response) => Promise<void>} the handler for /interaction/<uid> */
export function interactionHandler(provider, { automatic }) {
  return async (request, response) => {
    try {
      const details = await provider.interactionDetails(request, response);
      if (automatic) await finish(provider, request, response, details, 'automatic-user');
      else if (request.method === 'POST') await submitted(provider, request, response, details);
      else response.writeHead(200, htmlHeaders).end(page(details));
    } catch (error) {
      response.writeHead(error.statusCode ?? 500, htmlHeaders).end(`<!doctype html><title>Sorry</title><p>${escape(error.error_description ?? error.message)}. Start again from the first page.`);
    }
  };
}

const htmlHeaders = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" };

async function submitted(provider, request, response, details) {
  const form = new URLSearchParams(await text(request));
  if (form.get('decision') === 'refuse') {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'the person refused' });
    return;
  }
  const account = details.session?.accountId ?? form.get('name')?.trim();
  if (!account) { response.writeHead(200, htmlHeaders).end(page(details)); return; }
  if (details.prompt.name === 'login') await provider.interactionFinished(request, response, { login: { accountId: account } });
  else await finish(provider, request, response, details, account);
}

async function finish(provider, request, response, details, accountId) {
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } });
}

function page({ prompt, params, session }) {
  const login = prompt.name === 'login';
  const body = login
    ? `<h1>Sign in</h1><p>This is the test provider. Any name will do, no password is asked for.</p>
       <form method="post"><label>Name <input name="name" value="alice" autofocus required></label> <button>Sign in</button></form>`
    : `<h1>Allow access?</h1><p><b>${escape(params.client_id)}</b> asks to know that you are <b>${escape(session?.accountId ?? '')}</b> (${escape(params.scope)}).</p>
       <form method="post"><button name="decision" value="allow" autofocus>Allow</button> <button name="decision" value="refuse">Refuse</button></form>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${login ? 'Sign in' : 'Allow access?'}</title>
<meta name="viewport" content="width=device-width"><style>body{font:1rem/1.5 system-ui;max-width:30rem;margin:4rem auto;padding:0 1rem}button,input{font:inherit;padding:.3rem .8rem}</style>${body}</html>`;
}

function escape(value) {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
