using Mnist.Host.Commands;
using Mnist.Host.Shell;

namespace Mnist.PropertyTests;

/// <summary>What a user would see of one command.</summary>
internal sealed record Seen(ExitCode Exit, string Output, string Error);

/// <summary>Runs commands as the process would, in this process.</summary>
internal static class Command
{
    /// <summary>Runs a command whose output goes to a pipe; there is no data on this machine.</summary>
    public static Seen Run(params string[] arguments) => Run(around => around, arguments);

    /// <summary>Runs a command in another environment.</summary>
    public static Seen Run(Func<HostEnvironment, HostEnvironment> change, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var around = change(new() { Output = output, Error = error, Machine = (threads, _) => new(100, 50, threads) });
        var exit = HostProcess.Guarded(arguments, around);
        return new(exit, output.ToString(), error.ToString());
    }

    /// <summary>Environment variables of a test.</summary>
    public static Func<HostEnvironment, HostEnvironment> With(params (string Name, string Value)[] variables) =>
        around => around with { Variable = name => Array.Find(variables, v => v.Name == name).Value };
}
