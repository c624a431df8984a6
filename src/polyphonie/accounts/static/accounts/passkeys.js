/*
 * Keys (WebAuthn): the browser asks the person, and the form carries the answer.
 *
 *   data-polyphonie-passkey                on the form; its hidden field is called "credential"
 *   data-polyphonie-passkey-start          the button
 *   data-polyphonie-passkey-error          said when the key does not answer
 *   data-polyphonie-passkey-unknown        said where this browser, at this address, has no keys
 *   #passkey-options                       what the server asks for, as JSON
 */

const form = document.querySelector("[data-polyphonie-passkey]");
const options = document.querySelector("#passkey-options");

const bytesOf = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const textOf = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const listOf = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytesOf(key.id) }));

async function create({ publicKey }) {
  const asked = {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
    excludeCredentials: listOf(publicKey.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey: asked });
  return {
    attestationObject: textOf(key.response.attestationObject),
    transports: key.response.getTransports?.() ?? [],
    ...common(key),
  };
}

async function get({ publicKey }) {
  const asked = {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    allowCredentials: listOf(publicKey.allowCredentials),
  };
  const key = await navigator.credentials.get({ publicKey: asked });
  const { authenticatorData, signature, userHandle } = key.response;
  return {
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    ...(userHandle ? { userHandle: textOf(userHandle) } : {}),
    ...common(key),
  };
}

const common = (key) => ({ key, clientDataJSON: textOf(key.response.clientDataJSON) });

const written = ({ key, ...response }) =>
  JSON.stringify({
    type: key.type,
    id: key.id,
    rawId: textOf(key.rawId),
    authenticatorAttachment: key.authenticatorAttachment,
    clientExtensionResults: key.getClientExtensionResults(),
    response,
  });

function begin() {
  const error = form.querySelector("[data-polyphonie-passkey-error]");
  const asked = JSON.parse(options.textContent);
  const ask = () => (asked.creation_options ? create(asked.creation_options) : get(asked.request_options));
  form.querySelector("[data-polyphonie-passkey-start]").addEventListener("click", async () => {
    error.hidden = true;
    try {
      form.elements.credential.value = written(await ask());
    } catch {
      error.hidden = false;
      return;
    }
    form.submit();
  });
}

if (form && options) {
  if (window.PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname)) {
    form.hidden = false;
    begin();
  } else {
    form.querySelector("[data-polyphonie-passkey-unknown]")?.removeAttribute("hidden");
    form.querySelector("[data-polyphonie-passkey-start]").disabled = true;
  }
}
