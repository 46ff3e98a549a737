using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;
using Mnist.Host.Commands;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>An error in a text hides none in the plan that it was meant to state.</summary>
public sealed partial class MeantPlanTests
{
    private const string Bad = """
        {
          "name": "mine",
          "layers": [
            { "type": "conv2d", "filters": 8, "kernel_size": 3 },
            { "type": "conv2d", "filters": 8, "kernel": 40 },
            { "type": "linear", "unit": 10 }
          ],
          "training": { "epochs": 20, "optimizer": { "type": "sgd", "learningRate": -1 } },
          "target": { "maxEpochs": 15 }
        }
        """;

    [Fact]
    public void One_check_tells_what_is_wrong_with_text_layers_and_target()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine.json", Encoding.UTF8.GetBytes(Bad));
        var seen = Command.Run("check", file);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Equal(
            [
                $"{file}: unknown member 'kernel_size' at line 4, column 39; here it is 'kernel'.",
                $"{file}: unknown member 'unit' at line 6, column 25; did you mean 'units'?",
            ],
            seen.Error.Split('\n').Take(2),
            StringComparer.Ordinal);
        Assert.Matches("layers.1 conv2d at line 5, column [0-9]+: .*40", seen.Error);
        Assert.Contains("training.optimizer", seen.Error, StringComparison.Ordinal);
        Assert.Matches("target at line 9, column [0-9]+: 20 epochs are more than the 15 it allows", seen.Error);
    }

    [Fact]
    public void What_cannot_be_read_hides_nothing_of_the_rest_and_blames_nothing_on_it()
    {
        var meant = Meant(Bad.Replace("\"kernel\": 40", "\"kernel\": \"big\"", StringComparison.Ordinal))!;
        Assert.Equal(["layers"], meant.Unread);
        var known = meant.Known(PlanChecker.Examine(meant.Plan, DataSpec.Mnist).Errors).Select(error => error.Message().Path).ToList();
        Assert.Contains(known, path => path.StartsWith("training", StringComparison.Ordinal));
        Assert.DoesNotContain(known, path => path.StartsWith("layers", StringComparison.Ordinal) || path == "target");
    }

    /// <summary>A name with a letter too many is put right: the checker says the same of the plan as without it.</summary>
    [Property(MaxTest = 200, Arbitrary = [typeof(Plans)])]
    public Property A_misspelt_name_changes_nothing_of_what_the_checker_says(Plan plan, NonNegativeInt which)
    {
        var text = PlanText.Write(plan);
        var names = Name().Matches(text);
        var name = names[which.Get % names.Count];
        var meant = Meant(text.Insert(name.Index + name.Length - 2, "x"));
        return (meant is { Errors.Count: 1, Unread.Count: 0 } && meant.Plan == plan)
            .Label($"{name.Value}: {meant?.Errors}, {meant?.Unread}");
    }

    /// <summary>Whatever is damaged, there is a plan with all its errors, or none, and never an exception.</summary>
    [Property(MaxTest = 300, Arbitrary = [typeof(Plans)])]
    public Property Damaged_text_never_throws_and_all_its_errors_are_told(Plan plan, NonNegativeInt where, byte letter)
    {
        var text = PlanText.Write(plan);
        var at = where.Get % text.Length;
        var damaged = $"{text[..at]}{(char)(32 + (letter % 95))}{text[(at + 1)..]}";
        var errors = PlanText.Read(damaged).Match(valid: _ => [], invalid: errors => errors);
        var meant = Meant(damaged);
        return (meant is null || errors.All(meant.Errors.Contains))
            .Label($"{errors} / {meant?.Errors}")
            .Classify(meant is { Errors.Count: > 0 }, "meant")
            .Classify(meant is { Unread.Count: > 0 }, "with a part unread")
            .Classify(errors.Count == 0, "still a plan");
    }

    [Fact]
    public void A_text_that_is_no_object_was_meant_to_be_nothing()
    {
        Assert.Null(Meant("[1, 2]"));
        Assert.Null(Meant("{"));
    }

    private static MeantPlan? Meant(string text) => PlanText.ReadMeant(Encoding.UTF8.GetBytes(text));

    /// <summary>A member's name with the colon behind it.</summary>
    [GeneratedRegex("\"[a-zA-Z]{4,}\":", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Name();
}
