using System.Text.Json;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Variations;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Fields of plans that are set on the command line.</summary>
public sealed class VariationTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.WithoutNormalization(),
        new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        new() { LastEpochs = 1 });

    private readonly TemporaryFolder folder = new();

    public VariationTests() => IdxFiles.WriteSet(folder.Path);

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 40, Arbitrary = [typeof(Plans)])]
    public bool A_field_set_to_what_it_holds_changes_nothing(Plan plan)
    {
        var settings = Leaves(PlanText.Json(plan), "").ToValueList();
        return settings.All(setting => Set(plan, setting) == plan) && Set(plan, [.. settings]) == plan;
    }

    [Property(Arbitrary = [typeof(Plans)])]
    public bool A_field_takes_what_another_plan_has_there_and_nothing_else_changes(Plan plan, Plan other)
    {
        var theirs = PlanText.Json(other);
        return Set(plan, new PlanSetting("training", $"{theirs.GetProperty("training")}")) == plan with { Training = other.Training }
            && Set(plan, new PlanSetting("name", other.Name)) == plan with { Name = other.Name }
            && Set(plan, new PlanSetting("target.accuracy", "12.5")) == plan with { Target = plan.Target with { Accuracy = 12.5 } }
            && Set(plan, new PlanSetting("training.batchSize", "7")) == plan with { Training = plan.Training with { BatchSize = 7 } };
    }

    [Property(Arbitrary = [typeof(Plans)])]
    public bool Null_leaves_a_field_out(Plan plan) =>
        Set(plan, new PlanSetting("target", "null")) == plan with { Target = new() }
        && Set(plan, new PlanSetting("training.weightAverage", "null"))
            == plan with { Training = plan.Training with { WeightAverage = null } };

    [Property(Arbitrary = [typeof(Plans)])]
    public bool Plans_side_by_side_have_names_of_their_own_that_begin_with_the_plans(Plan one, Plan other, int epochs)
    {
        ValueList<Plan> plans =
        [
            one,
            other with { Name = one.Name },
            one with { Training = one.Training with { Epochs = 50 + Math.Abs(epochs % 1000) } },
            one with { Target = one.Target with { MaxMacs = 1_234_567_891 } },
        ];
        var names = VariantNames.Of(plans);
        return plans.Distinct().All(plan => names[plan].StartsWith(one.Name, StringComparison.Ordinal))
            && names.Values.Distinct(StringComparer.Ordinal).Count() == plans.Distinct().Count()
            && VariantNames.Of([one])[one] == one.Name;
    }

    [Theory]
    [InlineData("training.epochs", "2", "tiny, 2 epochs")]
    [InlineData("training.epochs", "1", "tiny, 1 epoch")]
    [InlineData("training.optimizer.learningRate", "0.05", "tiny, learning rate 0.05")]
    [InlineData("training.optimizer", """{"type":"sgd","learningRate":0.01}""", "tiny, optimizer sgd")]
    [InlineData("training.weightAverage.decay", "0.9", "tiny, weight average decay 0.9")]
    [InlineData("layers.0.filters", "8", "tiny, layer 0 8 filters")]
    [InlineData("layers.0.padding", "[1,2]", "tiny, layer 0 padding [1,2]")]
    [InlineData("layers.3.bias", "false", "tiny, no layer 3 bias")]
    [InlineData("training.augmentations", """[{"type":"rotation","degrees":5}]""", "tiny, 1 augmentation")]
    [InlineData("layers", """[{"type":"flatten"},{"type":"linear","units":10}]""", "tiny, 7,850 parameters")]
    [InlineData("target.maxParameters", "9000", "tiny, max parameters 9,000")]
    public void A_variant_is_called_by_what_it_has_of_its_own(string path, string value, string name)
    {
        var variant = Set(Tiny, new PlanSetting(path, value));
        Assert.Equal(
            name,
            VariantNames.Of([Tiny with { Training = Tiny.Training with { Epochs = variant == Tiny ? 7 : 1 } }, variant])[variant]);
    }

    [Fact]
    public void A_plan_of_the_catalogue_that_was_changed_is_told_from_it()
    {
        var changed = Mnist.Domain.Catalog.PlanCatalog.Find("eva6/5")!.WithEpochs(2);
        Assert.Equal("eva6/5, 2 epochs", VariantNames.Of([changed])[changed]);
    }

    [Theory]
    [InlineData("a=1", "a", "1")]
    [InlineData("a.b=1,2,1", "a.b", "1|2")]
    [InlineData("a=[1,2],{\"x\":[3,4]},\"x,\\\"y\"", "a", "[1,2]|{\"x\":[3,4]}|\"x,\\\"y\"")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a= 1 , 2 ", "a", "1|2")]
    [InlineData("a", null, null)]
    [InlineData("=1", null, null)]
    [InlineData("a=", null, null)]
    [InlineData("a=1,,2", null, null)]
    [InlineData("a..b=1", null, null)]
    public void A_field_is_followed_by_its_values(string text, string? path, string? values)
    {
        var found = VariedField.Parse(text);
        Assert.Equal((path, values), (found?.Path, found is null ? null : string.Join('|', found.Values)));
        if (found is not null)
            Assert.Equal(found, VariedField.Parse($"{found}"));
    }

    [Property]
    public bool Every_combination_comes_once(byte first, byte second, byte third)
    {
        VariedField Field(string name, byte count) => new(name, Enumerable.Range(0, (count % 5) + 1).Select(i => $"{i}").ToValueList());
        ValueList<VariedField> fields = [Field("a", first), Field("b", second), Field("c", third)];
        var all = VariedField.Combinations(fields).ToList();
        return all.Count == fields.Aggregate(1, (product, field) => product * field.Values.Count)
            && all.Distinct().Count() == all.Count
            && all.TrueForAll(settings => settings.Select(s => s.Path).SequenceEqual(fields.Select(f => f.Path), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("training.optimzer.learningRate=1", "--set: training has no field 'optimzer'; did you mean 'training.optimizer'?")]
    [InlineData("training.optimizer.learnigRate=1", "has no field 'learnigRate'; did you mean 'training.optimizer.learningRate'?")]
    [InlineData("trainig.epochs=1", "--set: a plan has no field 'trainig'; did you mean 'training'?")]
    [InlineData("layers.4.units=3", "--set: layers has no item '4'; they are 0 to 3.")]
    [InlineData("layers.first.units=3", "--set: layers has no item 'first'; they are 0 to 3.")]
    [InlineData("training.epochs.x=3", "--set: training.epochs is a single value and has no field 'x'; set training.epochs itself.")]
    [InlineData("training.epochs=many", "--set: training.epochs must be a whole number, not a string.")]
    [InlineData("training.optimizer.learningRate=-1", "tiny.json, training.optimizer.learningRate=-1: training.optimizer:")]
    [InlineData("nonsense", "--set is 'nonsense'; write FIELD=VALUE")]
    public void What_cannot_be_set_is_said_once_with_the_nearest_field(string setting, string sentence)
    {
        var plan = PlanFile("tiny", Tiny);
        foreach (var verb in (string[])["train", "sweep"])
        {
            var seen = Command.Run(verb, plan, "--set", setting, "--backend", "simd", "--data", folder.Path, "--dry-run");
            Assert.Equal(ExitCode.Invalid, seen.Exit);
            Assert.Equal(2, seen.Error.Split(sentence).Length);
        }
    }

    [Fact]
    public void A_sweep_trains_every_variant_with_the_bits_of_its_own_file()
    {
        var plan = PlanFile("tiny", Tiny);
        var swept = Json(
            "sweep", plan, "--set", "training.optimizer.learningRate=0.01,0.02,0.020", "--set", "training.batchSize=3,4", "--seeds", "1,2",
            "--backend", "simd", "--data", folder.Path, "--out", Path.Combine(folder.Path, "runs"), "--json");
        var variants = swept.GetProperty("plans").EnumerateArray().ToList();
        Assert.Equal(
            [
                "tiny, batch size 3, learning rate 0.01",
                "tiny, batch size 4, learning rate 0.01",
                "tiny, batch size 3, learning rate 0.02",
                "tiny, batch size 4, learning rate 0.02",
            ],
            variants.Select(variant => variant.GetProperty("label").GetString()!),
            StringComparer.Ordinal);

        var edited = Tiny with { Training = Tiny.Training with { BatchSize = 3, Optimizer = new Optimizer.Adam { LearningRate = 0.02 } } };
        string[] alone = ["--seed", "2", "--backend", "simd", "--data", folder.Path, "--out", Path.Combine(folder.Path, "alone"), "--json"];
        var expected = Json(["train", PlanFile("edited", edited), .. alone]).GetProperty("weightsHash").GetString();
        Assert.Equal(expected, variants[2].GetProperty("runs")[1].GetProperty("weightsHash").GetString());
        Assert.Equal(
            expected,
            Json(["train", plan, "--set", "training.optimizer.learningRate=0.02", "--set", "training.batchSize=3", .. alone])
                .GetProperty("weightsHash").GetString());
        Assert.Equal(8, StoredRun.In(Path.Combine(folder.Path, "runs")).Count());
    }

    [Fact]
    public void The_command_of_a_varied_sweep_does_the_same_again()
    {
        string[] sweep =
        [
            "sweep", PlanFile("tiny", Tiny), "--set", "training.weightAverage=null,{\"decay\":0.5}", "--seeds", "1", "--backend", "simd",
            "--data", folder.Path, "--out", Path.Combine(folder.Path, "runs"),
        ];
        var told = Command.Run(sweep).Output.ReplaceLineEndings(" ");
        Assert.Contains("--set 'training.weightAverage=null,{\"decay\":0.5}' --seeds 1`", told, StringComparison.Ordinal);
        Assert.Contains("tiny, no weight average", told, StringComparison.Ordinal);
        Assert.Equal(2, Command.Run(sweep).Error.Split("executed before").Length - 1);
    }

    private static JsonElement Json(params string[] arguments) =>
        JsonSerializer.Deserialize<JsonElement>(Command.Run(arguments).Output);

    private string PlanFile(string name, Plan plan)
    {
        var path = Path.Combine(folder.Path, $"{name}.json");
        File.WriteAllText(path, PlanText.Write(plan));
        return path;
    }

    private static Plan Set(Plan plan, params PlanSetting[] settings) => PlanSetting.Apply(plan, settings.ToValueList())
        .Match(valid: made => made, invalid: errors => throw new Xunit.Sdk.XunitException(errors[0].Sentence()));

    private static IEnumerable<PlanSetting> Leaves(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Leaves(m.Value, ValueReader.Path(path, m.Name))),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Leaves(item, ValueReader.Path(path, $"{i}"))),
        _ => [new(path, json.GetRawText())],
    };
}
