using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Sweep;

/// <summary><c>mnist sweep PLAN...</c>: plans x seeds, judged together.</summary>
internal static class SweepVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plans = new Argument<string[]>("PLAN")
        {
            Description = "Names of the catalogue or .json files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var options = new SweepOptions(defaultSeeds: "1..3");
        var markdown = new Option<string?>("--markdown")
        {
            HelpName = "FILE[#NAME]",
            Description = "Write the table as Markdown too; a file with the lines `<!-- mnist sweep NAME -->` and `<!-- /mnist sweep "
                + "NAME -->` is changed between them only.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell the runs, their cost and what breaks limits; start nothing." };
        var command = new Command(
            "sweep",
            "Executes plans with several seeds side by side and judges them together; resumes where it was stopped.")
        {
            plans, markdown, dryRun,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = options.Request(parsed, parsed.GetRequiredValue(plans).Distinct(StringComparer.Ordinal).ToValueList());
            var place = parsed.GetValue(markdown) is { } file ? MarkdownFile.Parse(file) : null;
            return (int)(parsed.GetValue(dryRun)
                ? around.Give(DryRun.Of(request, around), request.Common.Json)
                : Run(request, place, around));
        });
        return command;
    }

    /// <summary>Executes and judges.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="markdown">A file to write the table into as well; null for none.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static ExitCode Run(SweepRequest request, MarkdownFile? markdown, HostEnvironment around) => around.Give(
        markdown?.Refusal() is { } refusal
            ? Reply.Refuse(ExitCode.Invalid, [ErrorMessage.Of(refusal, markdown.Path)])
            : SweepProgress.Watch(request, around).Match(
                valid: outcome => Answer(outcome, markdown),
                invalid: Reply.Refuse),
        request.Common.Json);

    private static Reply Answer(SweepOutcome outcome, MarkdownFile? markdown)
    {
        var report = SweepReport.Of(outcome).ToValueList();
        var refused = markdown?.Write(report);
        return new(refused is null ? ExitOf(outcome) : ExitCode.Invalid)
        {
            Text =
            [
                .. report,
                .. ValueList.If(outcome.Stopped, new Block.Line("Stopped: the same command resumes where this one ended.", Tone.Warning)),
            ],
            Json = () => JsonText.Write(SweepDocument.Of(outcome), SweepJson.Default.SweepDocument),
            Errors = refused is null ? [] : [ErrorMessage.Of(refused, markdown!.Path)],
        };
    }

    private static ExitCode ExitOf(SweepOutcome outcome) =>
        outcome.Stopped ? ExitCode.Cancelled : outcome.AllMet ? ExitCode.Done : ExitCode.TargetMissed;
}
