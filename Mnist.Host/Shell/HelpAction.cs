using System.CommandLine;
using System.CommandLine.Invocation;

namespace Mnist.Host.Shell;

/// <summary><c>--help</c>: what can be said, and examples of it.</summary>
/// <param name="usual">Tells what can be said.</param>
internal sealed class HelpAction(System.CommandLine.Help.HelpAction usual) : SynchronousCommandLineAction
{
    private const int DetailsWidth = 100; // characters that can be read without losing the line

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exit = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (VerbTable.DetailsOf(parseResult.CommandResult.Command.Name) is { } details)
        {
            output.WriteLine("Details:");
            foreach (var line in WrappedText.Lines($"  {details}", DetailsWidth))
                output.WriteLine(line);
            output.WriteLine();
        }

        output.WriteLine("Examples:");
        foreach (var example in Examples.Of(parseResult.CommandResult.Command.Name))
            output.WriteLine($"  {example}");
        output.WriteLine();
        return exit;
    }
}
