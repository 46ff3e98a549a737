using System.IO.Pipes;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mnist.Domain.Catalog;
using Mnist.Engine.Selection;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class CommandLineTests
{
    private const string Escape = "\u001b";

    [Theory]
    [InlineData(0, "list")]
    [InlineData(0, "check eva6/2")]
    [InlineData(0, "check EVA7/4")]
    [InlineData(3, "check eva6/1")]
    [InlineData(0, "check eva6/1 --max-params 150000")]
    [InlineData(3, "check eva6/2 --max-macs 1000")]
    [InlineData(3, "check eva6/2 --min-receptive-field 29")]
    [InlineData(2, "check eva6/7")]
    [InlineData(2, "check no-such-file.json")]
    [InlineData(2, "check .")]
    [InlineData(2, "check")]
    [InlineData(2, "check eva6/2 --max-params few")]
    [InlineData(2, "check eva6/2 --max-params 0")]
    [InlineData(2, "check eva6/2 eva6/3")]
    [InlineData(2, "chek eva6/2")]
    [InlineData(0, "show eva7/4")]
    [InlineData(2, "show eva9/9")]
    [InlineData(0, "schema")]
    [InlineData(0, "doctor")]
    [InlineData(0, "--version")]
    [InlineData(0, "--help")]
    [InlineData(0, "train --help")]
    [InlineData(2, "train eva9/9")]
    [InlineData(3, "train eva6/1 --data synthetic")]
    [InlineData(2, "train eva6/2 --backend abacus")]
    [InlineData(2, "train eva6/2 --epochs 0")]
    [InlineData(2, "train eva6/2 --validation 60000 --data synthetic")]
    [InlineData(5, "train eva6/2 --data no-such-folder")]
    [InlineData(5, "data --data no-such-folder")]
    [InlineData(2, "data --data synthetic --augment eva9/9")]
    public void The_exit_code_says_what_happened(int exit, string command)
    {
        var seen = Command.Run(command.Split(' '));
        Assert.Equal((ExitCode)exit, seen.Exit);
        Assert.DoesNotContain("\n   at ", seen.Output + seen.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, seen.Output + seen.Error, StringComparison.Ordinal);
        Assert.True(seen.Output.Length + seen.Error.Length > 0);
    }

    [Theory]
    [InlineData("chek", "Unknown verb 'chek'. Did you mean 'check'?")]
    [InlineData("check eva6/2 --max-param 3", "Unknown option '--max-param'. Did you mean '--max-params'?")]
    [InlineData("--epochs 3 --hlp", "Unknown option '--hlp'. Did you mean '--help'?")]
    [InlineData("check --hlp", "Unknown option '--hlp'. Did you mean '--help'?")]
    [InlineData("check -- --hlp", "the catalogue has no plan '--hlp'")]
    [InlineData("check eva6/9", "the catalogue has no plan 'eva6/9'; did you mean eva6/1, eva6/2 or eva6/3?")]
    [InlineData("check nowhere.json", "there is no file 'nowhere.json'")]
    [InlineData("train eva6/1", "raise maxParameters (--max-params)")]
    [InlineData("train eva6/2 --data synthetic --backend smid", "did you mean simd?")]
    public void A_wrong_word_is_answered_with_the_right_one(string command, string sentence) =>
        Assert.Contains(sentence, Command.Run(command.Split(' ')).Error, StringComparison.Ordinal);

    [Fact]
    public void The_value_of_an_unknown_option_is_not_a_second_error()
    {
        var told = Command.Run("--epoch", "1").Error;
        Assert.Contains("Unknown option '--epoch'. Did you mean '--epochs'?", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected argument", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_backend() => Assert.All(
        BackendCatalog.All.Select(b => b.Name).Append(BackendCatalog.Auto),
        name => Assert.Contains(name, Command.Run("train", "--help").Output, StringComparison.Ordinal));

    [Fact]
    public void Without_a_verb_the_main_job_is_done() =>
        Assert.Equal(Command.Run("train", "flagship", "--epochs", "0").Error, Command.Run("--epochs", "0").Error);

    [Theory]
    [InlineData("list")]
    [InlineData("check eva6/2")]
    [InlineData("check eva6/1")]
    [InlineData("check eva9/9")]
    [InlineData("check")]
    [InlineData("chek")]
    [InlineData("show eva6/2")]
    [InlineData("show eva9/9")]
    [InlineData("schema")]
    [InlineData("doctor")]
    [InlineData("data --data no-such-folder")]
    [InlineData("train eva6/1")]
    [InlineData("train eva6/2 --data no-such-folder")]
    public void With_json_standard_output_is_one_document(string command)
    {
        using var document = JsonDocument.Parse(Command.Run([.. command.Split(' '), "--json"]).Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void A_check_has_every_field_of_its_contract()
    {
        var check = Json("check", "eva6/2");
        AssertMembers(
            check,
            "name valid errors warnings output parameters macs receptiveField memory layers target coverage errorsLeftOut "
                + "warningsLeftOut prediction deployment");
        AssertMembers(
            check.GetProperty("deployment").GetProperty("int8"),
            "flashBytes weightBytes ramBytes arenaBytes stages stagesByRows");
        AssertMembers(check.GetProperty("prediction"), "secondsPerEpoch threads gflopsAThread gigabytesAThread");
        AssertMembers(check.GetProperty("parameters"), "trainable nonTrainable total");
        AssertMembers(check.GetProperty("receptiveField"), "size jump");
        AssertMembers(check.GetProperty("memory"), "parametersBytes optimizerBytes activationsBytesPerImage peakBytes");
        AssertMembers(check.GetProperty("target"), "maxParameters met blame repairs layersLeftOut");
        AssertMembers(
            check.GetProperty("layers")[0],
            "index path type input output trainable nonTrainable macs receptiveField jump flashBytes ramBytes");
        Assert.Equal(8_872, check.GetProperty("parameters").GetProperty("trainable").GetInt64());
        Assert.Equal([16, 1, 1], check.GetProperty("output").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal("conv2d", check.GetProperty("layers")[0].GetProperty("type").GetString());
        Assert.True(check.GetProperty("valid").GetBoolean());
        Assert.Equal("unusedOutputs", Assert.Single(check.GetProperty("warnings").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public void A_check_over_budget_blames_and_repairs()
    {
        var target = Json("check", "eva6/2", "--max-params", "8000").GetProperty("target");
        Assert.False(target.GetProperty("met").GetBoolean());
        Assert.Equal(2_304, target.GetProperty("blame")[0].GetProperty("amount").GetInt64());
        Assert.All(target.GetProperty("repairs").EnumerateArray(), r => Assert.InRange(r.GetProperty("parameters").GetInt64(), 1, 8_000));
    }

    [Fact]
    public void A_check_of_a_file_that_is_no_plan_says_where()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.json", "{ \"nam\": 1 }"u8.ToArray());
        var errors = Json("check", path).GetProperty("errors").EnumerateArray().Select(error =>
            (error.GetProperty("kind").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
        Assert.Equal([("missingMember", 1, 1), ("missingMember", 1, 1), ("unknownMember", 1, 3), ("wrongKind", 1, 10)], errors);
    }

    /// <summary>But for the places of its parts, which a plan of the catalogue does not have.</summary>
    [Fact]
    public void A_shown_plan_is_checked_like_the_original()
    {
        using var folder = new TemporaryFolder();
        Assert.All(PlanCatalog.All, plan =>
        {
            var file = folder.Write("plan.json", System.Text.Encoding.UTF8.GetBytes(Command.Run("show", plan.Name).Output));
            var told = Command.Run("check", file);
            var withoutPlaces = Regex.Replace(told.Output, @" at line \d+, column \d+", "", RegexOptions.None, TimeSpan.FromMinutes(1));
            Assert.Equal(Command.Run("check", plan.Name), told with { Output = withoutPlaces });
        });
    }

    [Theory]
    [InlineData(new byte[] { }, "is empty")]
    [InlineData(new byte[] { 32, 10 }, "is empty")]
    [InlineData(new byte[] { 123, 10, 255 }, "is not UTF-8 text at line 2, column 1")]
    public void A_file_without_text_is_told_what_is_wrong_with_it(byte[] content, string sentence)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(sentence, Command.Run("check", folder.Write("a.json", content)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_no_person_wrote_is_not_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.json", new byte[TextFile.MaxBytes + 1]);
        Assert.Contains("is larger than 1.0 MB", Command.Run("check", path).Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task What_a_shell_hands_over_open_is_read()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var path = $"/dev/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        var writing = Task.Run(() =>
        {
            pipe.Write(System.Text.Encoding.UTF8.GetBytes(PlanText.Write(Eva6.Step2)));
            pipe.Dispose();
        });
        Assert.Equal(ExitCode.Done, Command.Run("check", path).Exit);
        await writing;
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.json", [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(PlanText.Write(Eva6.Step2))]);
        Assert.Equal(ExitCode.Done, Command.Run("check", path).Exit);
    }

    [Fact]
    public void An_unexpected_failure_is_one_sentence()
    {
        var seen = Command.Run(around => around with { Variable = _ => throw new InvalidOperationException("boom") }, "doctor");
        Assert.Equal(ExitCode.Failed, seen.Exit);
        Assert.Equal("unexpected failure: boom (--verbose shows details; please report it)", seen.Error.TrimEnd());
    }

    [Theory]
    [InlineData("check")]
    [InlineData("train --data synthetic --dry-run")]
    [InlineData("bench --backend simd")]
    [InlineData("sweep --data synthetic")]
    public void What_memory_cannot_hold_is_refused_before_any_is_taken(string command)
    {
        var seen = Command.Run(around => around with { Memory = () => 1_000_000 }, [.. command.Split(' '), "eva6/2"]);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("of memory, and this machine has 1.0 MB", seen.Output + seen.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] arguments) =>
        JsonSerializer.Deserialize<JsonElement>(Command.Run([.. arguments, "--json"]).Output);

    private static void AssertMembers(JsonElement json, string names) =>
        Assert.Equal(names, string.Join(' ', json.EnumerateObject().Select(m => m.Name)));
}
