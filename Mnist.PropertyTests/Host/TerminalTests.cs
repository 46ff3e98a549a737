using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed partial class TerminalTests
{
    [Property(MaxTest = 30)]
    public Property No_line_is_wider_than_the_terminal() => Prop.ForAll(Gen.Choose(20, 200).ToArbitrary(), width =>
    {
        var lines = Plain(OnTerminal(width, "check", "eva6/2", "--max-params", "8000").Output).Split('\n');
        return lines.All(line => line.TrimEnd().Length <= width).Label(lines.MaxBy(line => line.Length))
            .Classify(
                lines.Any(line => line.Contains("jump", StringComparison.Ordinal) && line.Contains("layer", StringComparison.Ordinal)),
                "all columns");
    });

    [Fact]
    public void A_narrow_terminal_keeps_the_layers_and_their_parameters()
    {
        var output = Plain(OnTerminal(40, "check", "eva6/2").Output);
        Assert.Contains("conv2d", output, StringComparison.Ordinal);
        Assert.DoesNotContain("jump │", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_colours_and_bars()
    {
        var output = OnTerminal(120, "check", "eva6/2").Output;
        Assert.Matches("\u001b\\[[0-9;]*9[0-9]m", output);
        Assert.Contains('█', output);
    }

    [Fact]
    public void NO_COLOR_takes_the_colours_and_leaves_the_bars()
    {
        var output = Command.Run(around => Command.With(("NO_COLOR", "1"))(around) with { TerminalWidth = 120 }, "check", "eva6/2").Output;
        Assert.DoesNotMatch("\u001b\\[[0-9;]*3[0-9]", output);
        Assert.Contains('█', output);
    }

    [Fact]
    public void A_dumb_terminal_gets_no_escape_sequence() => Assert.DoesNotContain(
        '\u001b', Command.Run(around => Command.With(("TERM", "dumb"))(around) with { TerminalWidth = 120 }, "check", "eva6/2").Output);

    private static Seen OnTerminal(int width, params string[] arguments) =>
        Command.Run(around => around with { TerminalWidth = width }, arguments);

    private static string Plain(string output) => Sequence().Replace(output, "");

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Sequence();
}
