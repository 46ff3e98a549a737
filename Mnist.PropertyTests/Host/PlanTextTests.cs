using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;
using Mnist.Host.Wording;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed partial class PlanTextTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Plans)])]
    public bool A_plan_is_read_as_it_was_written(Plan plan) => Read(PlanText.Write(plan)) == plan;

    [Property(MaxTest = 200, Arbitrary = [typeof(Plans)])]
    public Property A_misspelt_member_is_refused_at_its_place_with_the_right_name(
        Plan plan, NonNegativeInt which, NonNegativeInt where, bool doubled)
    {
        var text = PlanText.Write(plan);
        var members = Member().Matches(text);
        var name = members[which.Get % members.Count].Groups["name"];
        var at = where.Get % name.Length;
        var misspelt = doubled ? name.Value.Insert(at, name.Value[at..(at + 1)]) : name.Value.Remove(at, 1);
        var errors = Errors($"{text[..name.Index]}{misspelt}{text[(name.Index + name.Length)..]}");

        // What is written is what is expected; a shorter name may be as near to another one: beta1 and beta2 to beta.
        var found = errors.OfType<DocumentError.UnknownMember>().SingleOrDefault();
        return (errors.Count == 1
                && found is not null
                && found.Name == misspelt
                && found.At == PositionOf(text, name.Index - 1)
                && found.Nearest is { } nearest
                && Nearest.Distance(nearest, misspelt) <= Nearest.Distance(name.Value, misspelt))
            .Label($"'{misspelt}' for '{name.Value}': {errors}")
            .Classify(name.Value == "type", "discriminator");
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(Plans)])]
    public Property Damaged_text_is_a_plan_or_has_errors_within_it_and_never_throws(Plan plan, NonNegativeInt where, int damage)
    {
        var text = PlanText.Write(plan);
        var at = where.Get % text.Length;
        var damaged = (damage % 4) switch
        {
            0 => text.Remove(at, 1),
            1 => text[..at],
            2 => text.Insert(at, "9"),
            _ => $"{text[..at]}{text[(text.Length - at)..]}",
        };
        var lines = damaged.Count(c => c == '\n') + 1;
        return PlanText.Read(damaged).Match(
            valid: _ => true.ToProperty().Classify(true, "still a plan"),
            invalid: errors => errors.All(e => e.At.Line >= 1 && e.At.Line <= lines && e.At.Column >= 1 && e.Sentence().Length > 0)
                .Label($"{errors}")
                .Classify(errors[0] is DocumentError.Syntax, "no JSON"));
    }

    [Fact]
    public void An_unknown_member_is_told_as_a_person_would() => Assert.Equal(
        "unknown member 'filtres' at line 4, column 23; did you mean 'filters'?",
        Assert.Single(Errors("""
            {
              "name": "a",
              "layers": [
                { "type": "conv2d", "filtres": 8, "kernel": 3 },
              ],
              "training": { "epochs": 1, "optimizer": { "type": "sgd", "learningRate": 1 } }
            }
            """.Replace("    { \"type\"", "  { \"type\"", StringComparison.Ordinal))).Sentence());

    [Fact]
    public void All_errors_are_found_at_once()
    {
        const string Text = """
            { // comments and trailing commas are welcome
              "name": "a", "colour": 3,
              "layers": [
                { "type": "conv2d", "filters": 8, "kernel": [3, 3.5] },
                { "type": "convd2", "filters": 8 },
                { "filters": 99999999999, "type": "conv2d", "kernel": 3, "kernel": 4, "bias": null },
                7,
              ],
              "training": { "epochs": "x", "optimizer": { "type": "sgd" }, "schedule": { "type": "oneCycle", "maxLearningRate": 1e999, "annealing": "cosin" } },
            }
            """;
        Assert.Equal(
            [
                "unknown member 'colour' at line 2, column 16; known here: $schema, name, description, input, layers, training, target.",
                "layers.0.kernel.1 at line 4, column 53 must be a whole number, not 3.5.",
                "unknown type 'convd2' at line 5, column 15; did you mean 'conv2d'?",
                "layers.2.filters at line 6, column 18 is 99999999999, beyond the largest number it can hold, 2,147,483,647.",
                "member 'kernel' at line 6, column 62 was there before, at line 6, column 49; keep one.",
                "layers.2.bias at line 6, column 83 must be true or false, not null.",
                "layers.3 at line 7, column 5 must be an object, not a number.",
                "training.epochs at line 9, column 27 must be a whole number, not a string.",
                "training.optimizer at line 9, column 45 has no member 'learningRate'; add it.",
                "training.schedule.maxLearningRate at line 9, column 117 is 1e999, beyond the largest number it can hold, "
                    + "1.7976931348623157E+308.",
                "unknown annealing 'cosin' at line 9, column 137; did you mean 'cosine'?",
            ],
            Errors(Text).Select(e => e.Sentence()),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON at line 1, column 1: ")]
    [InlineData("{\n  \"name\": \"é\", ?\n}", "not JSON at line 2, column 16: ")]
    [InlineData("{} {}", "not JSON at line 1, column 4: ")]
    [InlineData("[", "not JSON at line 1, column 2: ")]
    [InlineData("{ \"name\": \"\\ud800\" }", "not JSON at line 1, column 11: ")]
    [InlineData("[[[[[[[[[[", "not JSON at line 1, column 11: ")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[?", "not JSON at line 1, column 73: ")]
    [InlineData("[1]", "the plan at line 1, column 1 must be an object, not an array of 1.")]
    public void What_is_no_plan_at_all_is_told_where_it_shows(string text, string sentence) =>
        Assert.StartsWith(sentence, Assert.Single(Errors(text)).Sentence(), StringComparison.Ordinal);

    [Fact]
    public void Arrays_and_objects_too_deep_in_one_another_are_told_as_that() => Assert.Equal(
        new DocumentError.TooDeep(new(2, 257), 256),
        Assert.Single(Errors($"\n{new string('[', 257)}{new string(']', 257)}")));

    /// <summary>What the checker lets pass can be kept beside a run and be read again.</summary>
    [Fact]
    public void A_plan_with_as_many_blocks_in_one_another_as_may_be_is_read_as_it_was_written()
    {
        var innermost = new Layer.Conv2d(1, new(1, 3)) { Padding = new(0, 1) };
        var block = Enumerable.Range(0, 100).Aggregate<int, Layer>(innermost, (inner, _) => new Layer.Residual([inner]));
        var plan = Eva6.Step2 with
        {
            Architecture = new(Shape.MnistImage, [block, new Layer.Flatten(), new Layer.Linear(10)]),
            Target = new(),
        };
        Assert.Empty(PlanChecker.Examine(plan, DataSpec.Mnist).Errors);
        Assert.Equal(plan, Read(PlanText.Write(plan)));
        Assert.NotEmpty(JsonText.WriteLine(NetDocument.Of(PlanChecker.Check(plan, DataSpec.Mnist).OrThrow()), NetJson.Default.NetDocument));
    }

    [Property]
    public bool Every_byte_of_a_text_has_its_line_and_column(NonNull<string> piece, PositiveInt repeats)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{piece.Get}\n日本😀", repeats.Get % 100)));
        var (text, offset) = (Encoding.UTF8.GetString(bytes), 0);
        foreach (var (index, rune) in Runes(text))
        {
            if (Position.Of(bytes, offset) != Naive(text, index))
                return false;
            offset += rune.Utf8SequenceLength;
        }

        return true;
    }

    [Property]
    public bool Every_value_and_member_has_its_line_and_column(NonEmptyArray<NonNull<string>> pieces)
    {
        var (text, values, members) = (new StringBuilder("\n{ "), new List<int>(), new List<int>());
        foreach (var piece in pieces.Get)
        {
            members.Add(text.Length);
            text.Append($"{JsonSerializer.Serialize(piece.Get, Relaxed)}\n:\t");
            values.Add(text.Length);
            text.Append("[],");
        }

        var json = $"{text}}}";
        return LocatedJson.Read(Encoding.UTF8.GetBytes(json)).Match(
            valid: read => read is LocatedJson.Object found
                && found.Members.Select(member => member.At).SequenceEqual(members.Select(index => Naive(json, index)))
                && found.Members.Select(member => member.Value.At).SequenceEqual(values.Select(index => Naive(json, index))),
            invalid: _ => false);
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Position Naive(string text, int index) =>
        new(text[..index].Count(c => c == '\n') + 1, index - (index == 0 ? -1 : text.LastIndexOf('\n', index - 1)));

    private static IEnumerable<(int Index, Rune Rune)> Runes(string text)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return (index, rune);
            index += rune.Utf16SequenceLength;
        }
    }

    [Fact]
    public void A_written_plan_reads_well() => Assert.Equal(
        """
        {
          "name": "a/1",
          "layers": [
            { "type": "conv2d", "filters": 16, "kernel": [5, 28], "padding": [2, 0] },
            { "type": "maxPool2d", "window": 2 },
            {
              "type": "residual",
              "body": [
                { "type": "batchNorm2d" },
                { "type": "relu" }
              ]
            },
            { "type": "globalAvgPool" },
            { "type": "linear", "units": 10 }
          ],
          "training": {
            "epochs": 3,
            "optimizer": { "type": "adam", "learningRate": 0.001 },
            "schedule": { "type": "oneCycle", "maxLearningRate": 0.01, "annealing": "linear" }
          },
          "target": { "maxParameters": 9999 }
        }
        """,
        PlanText.Write(new(
            "a/1",
            new(Shape.MnistImage,
            [
                new Layer.Conv2d(16, new(5, 28)) { Padding = new(2, 0) },
                new Layer.MaxPool2d(2),
                new Layer.Residual([new Layer.BatchNorm2d(), new Layer.Relu()]),
                new Layer.GlobalAvgPool(),
                new Layer.Linear(10),
            ]),
            new()
            {
                Epochs = 3,
                Optimizer = new Optimizer.Adam { LearningRate = 0.001 },
                Schedule = new LearningRateSchedule.OneCycle(0.01) { Annealing = Annealing.Linear },
            },
            new() { MaxParameters = 9_999 })));

    [Fact]
    public void Layers_have_the_same_names_in_files_and_in_sentences() => Assert.All(
        PlanCatalog.All.SelectMany(plan => plan.Architecture.Layers).DistinctBy(layer => layer.GetType()),
        layer => Assert.Contains(
            $"\"type\": \"{layer.TypeName()}\"",
            string.Concat(PlanCatalog.All.Select(PlanText.Write)),
            StringComparison.Ordinal));

    private static Plan? Read(string text) => PlanText.Read(text).Match(valid: plan => plan, invalid: Plan? (_) => null);

    private static ValueList<DocumentError> Errors(string text) => PlanText.Read(text).Match(valid: _ => [], invalid: errors => errors);

    private static Position PositionOf(string text, int index) =>
        new(text[..index].Count(c => c == '\n') + 1, index - text.LastIndexOf('\n', index));

    [GeneratedRegex("\"(?<name>[A-Za-z0-9]+)\": ", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Member();
}
