using System.CommandLine;
using System.CommandLine.Parsing;
using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.Sweep;

/// <summary><c>mnist sweep PLAN...</c>: plans x seeds, here or on a cluster, judged together.</summary>
internal static class SweepVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plans = new Argument<string[]>("PLAN")
        {
            Description = "Names of the catalogue or .json files.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var options = new SweepOptions(defaultSeeds: "1..3");
        var markdown = new Option<string?>("--markdown")
        {
            HelpName = "FILE[#NAME]",
            Description = "Write the table as Markdown too; a file with the lines `<!-- mnist sweep NAME -->` and `<!-- /mnist sweep "
                + "NAME -->` is changed between them only.",
        };
        var varied = SetOptions.Varied();
        var (launch, begun, part, halving) = (new LaunchOptions(), new BegunSweepOptions(), new PartOptions(), new HalvingOption());
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell the runs, their cost and what breaks limits; start nothing." };
        var numbers = Options.Numbers(
            NumberFormat.Float32, "With int8 the runs' networks in integers of 8 bits are measured too, and what they lose is told.");
        var errors = new Option<bool>("--errors")
        {
            Description = "Tell, too, which images the seeds of a plan lose in common and which by chance.",
        };
        var command = new Command(
            "sweep",
            "Executes plans with several seeds side by side and judges them together; resumes where it was stopped.")
        {
            plans, varied, markdown, dryRun, numbers, errors,
        };
        options.AddTo(command);
        halving.AddTo(command, options.Seeds, launch, namesPlans: NamesPlans);
        launch.AddTo(command);
        begun.AddTo(command);
        part.AddTo(command);
        bool NamesPlans(CommandResult result) => result.GetResult(plans)?.Tokens.Count > 0;
        command.Validators.Add(result =>
        {
            var named = (NamesPlans(result) ? 1 : 0) + begun.Named(result) + part.Named(result);
            if (named == 0)
                result.AddError("Name at least one PLAN, or a folder with --status, --collect, --retry or --cancel.");
            else if (named > 1)
                result.AddError("Plans, --status, --collect, --retry and --cancel go one at a time.");
        });
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(markdown) is { } place ? MarkdownFile.Parse(place) : null;
            var table = new TableRequest(
                file, Options.NumbersOf(parsed, numbers), parsed.GetValue(errors), parsed.GetValue(options.Data));
            var (json, parallel) = (parsed.GetValue(options.Json), parsed.GetValue(options.Parallel));
            if (part.Of(parsed, parsed.GetValue(launch.RunsPerTask) ?? 1, parallel) is { } task)
                return (int)PartAnswer.Give(task, json, around);
            if (begun.Of(parsed) is { } asked)
                return (int)BegunSweepAnswer.Give(asked, launch.Of(parsed, parallel), table, json, around);
            var request = options.Request(parsed, parsed.GetRequiredValue(plans).Distinct(StringComparer.Ordinal).ToValueList()) with
            {
                Varied = SetOptions.Of(parsed.GetValue(varied)),
                Halve = halving.Of(parsed),
            };
            return (int)(parsed.GetValue(dryRun)
                ? around.Give(DryRun.Of(request, around), json)
                : SweepAnswer.Give(request, launch.Of(parsed, parallel), table, around));
        });
        return command;
    }
}
