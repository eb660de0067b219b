/** What `wechat-mp-login init --help` prints. */
export const help = `wechat-mp-login init [options]

Finds the framework of the project in this folder, asks four questions, and writes the login
(wechat-login.mjs), its mount, a page or component with the tag, .env.example, and .gitignore if
there is none. Where the framework is missing, it sets up a project with it, and asks before it
installs packages. A file that exists is never changed, but for new scripts in package.json: it
prints what to add. Run it again whenever you like. Ctrl-C at a question writes nothing.

  --url URL                  the public URL of the site, such as https://example.com
  --name NAME                the name of the official account
  --new-accounts POLICY      WeChat users without an account here: create one, ask whether they
                             have one to link, or existing-only: sign in nobody else
  --store STORE              where logins under way are kept: memory for one process, redis or
                             postgres for several
  --framework NAME           next, nuxt, nest, fastify, express, hono, react, vue, svelte or html
                             [the one in package.json]
  --yes, -y                  asks nothing, installs packages, and takes the usual answers where no
                             option gives one: http://localhost:3000, My account, create, memory
  --no-install               installs no packages: prints the command that does
  --help, --version

Where nobody can be asked, as in a script, give the first four options, or --yes. Ends with 0 if
everything is done, with 1 if the packages could not be installed, and with 2 if the arguments or
a file are in the way; then nothing was written.
`;
