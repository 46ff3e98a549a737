using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Mnist.Host;

/// <summary><c>mnist --version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public static string Version => typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"mnist {Version}");
        return (int)ExitCode.Done;
    }
}
