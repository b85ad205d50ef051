using Hotline.Cases;

namespace Hotline.Host.Commands;

/// <summary>Finds the command and runs it. Exit code 0: done; 1: it ran and something is wrong; 2: refused, with the reason on stderr.</summary>
internal static class CommandLine
{
    private const string Help = """
        Hotline: the system behind a city's 12345 line.

        Usage: Hotline.Host [command] [settings]

        Commands
          run         start the product (the default)
          policy      check and explain regulations                                  policy --help
          flow        check, draw and rehearse call flows                            flow --help
          verify      check every seal: case histories and recordings                verify FILE: whose copy of a recording a WAV file is
          import      take in what another platform exported    import FILE --mapping FILE [--dry-run] [--json] [--rejects FILE]
          password    give somebody a new password, read from standard input         password USER-NAME
          staff       who has an account; shut somebody out and let them in again    staff list | disable USER-NAME REASON | enable USER-NAME
          openapi     write the description of the HTTP interface to stdout
          version     print the version
          --help      print this

        Settings, strongest first: the command line, the environment (HOTLINE__Section__Key), appsettings.json
          --http ADDRESS:PORT     where the desk and the HTTP interface are served   (127.0.0.1:8012; port 0: any free one)
          --sip ADDRESS:PORT,…    where SIP is spoken, over UDP and TCP; IPv4, IPv6  (127.0.0.1:5060,[::1]:5060; port 0: any free one)
          --sip-tls ADDRESS:PORT  where SIP is spoken over TLS; needs --Tls:Certificate=FILE (PEM, with --Tls:Key=FILE or the key in it)
          --https ADDRESS:PORT    where HTTPS is served; the same certificate
          --data DIR              database, recordings, keys                         (data)
          --city sample|load      what an empty database is filled with              (sample)
          --agents N              agents of the load city, 8001 and up               (20)
          --desk DIR              the built desk                                     (wwwroot, or Hotline.Desk/dist)
          --policies DIR          regulations, call flows, templates                 (policies)
          --Section:Key=VALUE     any other setting, as --Sms:Smpp:Host=127.0.0.1
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            // These have arguments of their own.
            if (arguments is ["policy", "replay", ..])
            {
                return await PolicyReplayCommand.ExecuteAsync([.. arguments.Skip(2)], output, errors);
            }

            if (arguments is ["import", ..])
            {
                return await ImportCommand.ExecuteAsync([.. arguments.Skip(1)], output, errors);
            }

            if (arguments is ["policy", ..])
            {
                return await PolicyCommands.RunAsync([.. arguments.Skip(1)], output, errors);
            }

            if (arguments is ["flow", ..])
            {
                return await FlowCommand.ExecuteAsync([.. arguments.Skip(1)], Console.In, output, errors);
            }

            if (!Invocation.TryRead(arguments, out var invocation, out var error))
            {
                throw new StartRefusedException([error]);
            }

            return invocation.Command switch
            {
                "run" => await RunCommand.ExecuteAsync(invocation, output),
                "openapi" => await OpenApiCommand.ExecuteAsync(invocation, output),
                "verify" => await VerifyCommand.ExecuteAsync(invocation, output),
                "password" => await PasswordCommand.ExecuteAsync(invocation, Console.In, output),
                "staff" => await StaffCommand.ExecuteAsync(invocation, output),
                "version" => Print(output, $"Hotline {Product.Version}"),
                "help" => Print(output, Help),
                _ => throw new StartRefusedException([$"unknown command '{invocation.Command}'; see --help"]),
            };
        }
        catch (StartRefusedException refusal)
        {
            foreach (var reason in refusal.Reasons)
            {
                await errors.WriteLineAsync($"hotline: {reason}");
            }

            return 2;
        }
    }

    private static int Print(TextWriter output, string text)
    {
        output.WriteLine(text);
        return 0;
    }
}
