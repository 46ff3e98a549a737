using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Repair;

/// <summary><c>mnist repair PLAN</c>: the fewest layers to be edited so that a plan passes its check.</summary>
internal static class RepairVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var (plan, json) = (Options.Plan(), Options.Json());
        var (parameters, macs, field) = (Options.MaxParameters(), Options.MaxMacs(), Options.MinReceptiveField());
        var (flash, ram, data) = (Options.MaxFlash(), Options.MaxRam(), Options.CheckedData());
        var save = new Option<string?>("--save") { HelpName = "FILE", Description = "Write the plan after the first repair." };
        var command = new Command(
            "repair", "Finds the smallest edits that make a plan fit together and keep to its limits: fewest layers, least change of cost.")
        {
            plan, parameters, macs, field, flash, ram, data, save, json,
        };
        command.SetAction(parsed => (int)around.Give(
            Run(
                parsed.GetRequiredValue(plan),
                new(
                    parsed.GetValue(parameters),
                    parsed.GetValue(macs),
                    parsed.GetValue(field),
                    parsed.GetValue(flash),
                    parsed.GetValue(ram)),
                parsed.GetValue(save),
                parsed.GetValue(data),
                around),
            parsed.GetValue(json)));
        return command;
    }

    private static Reply Run(
        string plan, TargetOverride target, string? save, string? data, HostEnvironment around) => PlanSource.Load(plan).Match(
        valid: found => DataSource.Spec(data, around).Match(
            valid: spec => Repair(target.Apply(found), save, spec),
            invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of))),
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Reply Repair(Plan plan, string? save, DataSpec data)
    {
        var report = PlanChecker.Examine(plan, data);
        var repairs = PlanRepairer.Find(plan, data);
        var refused = save is not null && repairs.Repairs.Count > 0
            ? OutputFile.Write(save, $"{PlanText.Write(repairs.Repairs[0].Plan)}\n")
            : null;
        var exit = refused is not null ? ExitCode.Invalid
            : report.Errors.Count == 0 || repairs.Repairs.Count > 0 ? ExitCode.Done
            : report.Runs ? ExitCode.OverBudget
            : ExitCode.Invalid;
        return new(exit)
        {
            Text = Text(report, repairs, save),
            Json = () => JsonText.Write(RepairDocument.Of(report, repairs), RepairJson.Default.RepairDocument),
            Errors = refused is null ? [] : [ErrorMessage.Of(refused)],
        };
    }

    private static IEnumerable<Block> Text(PlanReport report, PlanRepairs repairs, string? save)
    {
        const int Shown = 10;
        return
        [
            new Block.Line(report.Plan.Name, Tone.Strong),
            .. report.Errors.Lines("error", e => $"error: {e.Message().Sentence}").Select(line => new Block.Line(line, Tone.Bad)),
            .. report.Errors.Count == 0 ? [new Block.Line("The plan passes its check: there is nothing to repair.", Tone.Good)]
                : repairs.Repairs.Count == 0
                    ? RepairFinder.Find(report).Repairs.Select(other => new Block.Line($"  {other.Sentence()}"))
                        .Prepend(new("No edit of one layer, nor of two that were tried, makes it pass.", Tone.Bad))
                : repairs.Repairs.Take(Shown).Select(repair => new Block.Line($"  {repair.Sentence(report.Summary)}"))
                    .Prepend(new(repairs.IsWhole
                        ? $"The smallest repairs, of {repairs.Repairs[0].Edits.Count.Of("layer")}, least change of multiply-adds first:"
                        : $"Repairs of {repairs.Repairs[0].Edits.Count.Of("layer")}; not every pair of layers was tried with every value:"))
                    .Append(save is null
                        ? new("--save FILE writes the plan after the first.", Tone.Muted)
                        : new($"The first is in {save}.")),
        ];
    }
}
