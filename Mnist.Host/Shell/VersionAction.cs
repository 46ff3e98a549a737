using System.CommandLine;
using System.CommandLine.Invocation;
using Mnist.Host.Commands;
using Mnist.Host.Wording;

namespace Mnist.Host.Shell;

/// <summary><c>mnist --version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine($"mnist {Product.Version}");
        foreach (var backend in BackendCatalog.All)
            output.WriteLine($"backend {backend.Name}: {backend.State.Description()}");
        return (int)ExitCode.Done;
    }
}
