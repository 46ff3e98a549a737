using Mnist.Host.Commands;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What the program says of itself.</summary>
public sealed class HelpTests
{
    private static HostEnvironment Nowhere => new() { Output = TextWriter.Null, Error = TextWriter.Null };

    public static TheoryData<string> Verbs => [.. VerbTable.For([], Nowhere).Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_examples_that_can_be_said(string verb)
    {
        var help = Command.Run(verb, "--help").Output;
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        foreach (var example in Examples.Of(verb))
        {
            Assert.StartsWith($"mnist {verb}", example, StringComparison.Ordinal);
            Assert.Contains(example, help, StringComparison.Ordinal);
            var words = example.Split(" > ")[0].Split('"');
            var arguments = words.SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Empty(CommandLine.Parse([.. arguments.Skip(1)], Nowhere).Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void No_message_names_a_type_of_the_program(string verb)
    {
        foreach (var option in VerbTable.For([verb], Nowhere).Single().Options.Where(option => !option.Hidden))
        {
            foreach (var value in (string[])["x", "", "1.5", "-1", "99999999999999999999"])
            {
                var said = string.Join('\n', CommandLine.Parse([verb, option.Name, value], Nowhere).Errors.Select(error => error.Message));
                Assert.DoesNotContain("System.", said, StringComparison.Ordinal);
                Assert.DoesNotContain("Nullable", said, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>The list of verbs stays short; what is to be said of one stands in its own help.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_has_a_short_entry_in_the_list_and_its_details_in_its_own_help(string verb)
    {
        Assert.InRange(VerbTable.For([verb], Nowhere).Single().Description!.Length, 1, 200);
        var help = string.Join(' ', Command.Run(verb, "--help").Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(VerbTable.DetailsOf(verb) ?? "", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_plans_are_the_usual_arguments_of_diff() =>
        Assert.Contains(" diff <PLAN> [<OTHER>...]", Command.Run("diff", "--help").Output, StringComparison.Ordinal);

    [Fact]
    public void The_program_as_a_whole_has_examples_too() =>
        Assert.Contains("  mnist train flagship\n", Command.Run("--help").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
}
