using System.ComponentModel;
using System.Diagnostics;

namespace Mnist.Host.Slurm;

/// <summary>One command of Slurm. No shell reads it: no name and no path in it is more than a word.</summary>
/// <param name="Program">Such as "sbatch".</param>
/// <param name="Arguments">Each as one word.</param>
/// <param name="Input">Its standard input.</param>
internal sealed record SlurmCall(string Program, ValueList<string> Arguments, string Input = "");

/// <summary>Calls Slurm's commands.</summary>
internal static class SlurmProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What a command wrote on standard output.</summary>
    /// <param name="call">The command.</param>
    public static Validation<string, SlurmError> Run(SlurmCall call) => Run(call, []);

    /// <summary>What a command wrote on standard output.</summary>
    /// <param name="call">The command.</param>
    /// <param name="variables">Of its environment, besides those of this process.</param>
    public static Validation<string, SlurmError> Run(SlurmCall call, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(call.Program, call.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            Feed(process, call.Input);
            if (process.WaitForExit(Patience))
                return process.ExitCode == 0 ? output.Result : new SlurmError.Refused(call.Program, process.ExitCode, error.Result);
            process.Kill();
            return new SlurmError.Silent(call.Program, Patience.TotalSeconds);
        }
        catch (Win32Exception)
        {
            return new SlurmError.Missing(call.Program);
        }
    }

    private static void Feed(Process process, string input)
    {
        try
        {
            using var writer = process.StandardInput;
            writer.Write(input);
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }
}
