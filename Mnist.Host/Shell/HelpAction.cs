using System.CommandLine;
using System.CommandLine.Invocation;

namespace Mnist.Host.Shell;

/// <summary><c>--help</c>: what can be said, and examples of it.</summary>
/// <param name="usual">Tells what can be said.</param>
internal sealed class HelpAction(System.CommandLine.Help.HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exit = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples.Of(parseResult.CommandResult.Command.Name))
            output.WriteLine($"  {example}");
        output.WriteLine();
        return exit;
    }
}
