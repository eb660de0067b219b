/** What `wechat-mp-login init --help` prints. */
export const help = `wechat-mp-login init [options]

Finds the framework of the project in this folder, asks four questions, and writes the login
(wechat-login.mjs), its mount, a page or component with the tag, and .env.example. Where the
framework is missing, it sets up a project with it, and asks before it installs packages. A file
that exists is never changed, but for new scripts in package.json: it prints what to add.

  --url URL                  the public URL of the site, such as https://example.com
  --name NAME                the name of the official account
  --new-accounts POLICY      new visitors: create, ask or existing-only
  --store STORE              memory, redis or postgres
  --framework NAME           next, nuxt, nest, fastify, express, hono, react, vue, svelte or html
                             [the one in package.json]
  --yes, -y                  takes the usual answer to each question that no option answers
  --no-install               installs no packages: prints the command that does
  --help, --version
`;
