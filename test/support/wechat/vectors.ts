/** The examples of the official documentation (docs/wechat.md#test-vectors). */
export const token = 'AAAAA';
export const appId = 'wxba5fad812f8e6fb9';
export const encodingAesKey = 'A'.repeat(43);

export const push = {
  timestamp: '1714112445',
  nonce: '415670741',
  msgSignature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
  encrypted:
    '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcv' +
    'ZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3F' +
    'n2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSe' +
    'OBrebufAlr7F9mFUPAJGj04=',
  random: 'a8eedb185eb2fecf',
  message:
    '{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY",' +
    '"CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
};

export const reply = {
  timestamp: '1713424427',
  nonce: '415670741',
  msgSignature: '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
  encrypted:
    'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
  random: '707722b803182950',
  message: '{"demo_resp":"good luck"}',
};

export const handshake = {
  timestamp: '1714036504',
  nonce: '1514711492',
  signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
};

export const plain = {
  timestamp: '1714037059',
  nonce: '486452656',
  signature: '899cf89e464efb63f54ddac96b0a0a235f53aa78',
};

/** A captured push: a follower has scanned a QR code. */
export const scanXml = `<xml><ToUserName><![CDATA[gh_7c4b682367f4]]></ToUserName>
<FromUserName><![CDATA[oFzSV6rZotPwdFx-4pBas6TwPVhc]]></FromUserName>
<CreateTime>1711276623</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[SCAN]]></Event>
<EventKey><![CDATA[SCENE]]></EventKey>
<Ticket><![CDATA[gQFy7zwAAAAAAAAAAS5odHRw]]></Ticket>
</xml>`;

/** The text's bytes, for a `randomBytes` that is not random. */
export const bytesOf = (text: string) => () => new TextEncoder().encode(text);
