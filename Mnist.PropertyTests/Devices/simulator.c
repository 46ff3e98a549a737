/* An ATmega328P by simavr: simulator ELF ROW LOGITS LOGIT_BYTES STACK_LIMIT IMAGES RESULTS.
 * Addresses are hexadecimal. Cycles of an image, and bytes of stack, come last on standard output. */
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <simavr/sim_io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GPIOR0 = 0x3e, COLUMNS = 28, PAINT = 0xa5 };

static FILE *pictures, *results;
static unsigned row_address, logits_address, logit_bytes, images;
static int is_done;
static uint64_t began, cycles;

static void asked(avr_t *avr, avr_io_addr_t address, uint8_t value, void *unused)
{
    (void)unused;
    if (value == 1 && fread(avr->data + row_address, 1, COLUMNS, pictures) != COLUMNS)
        is_done = 1;
    if (value == 1 && began == 0)
        began = avr->cycle;
    if (value == 2) {
        fwrite(avr->data + logits_address, 1, logit_bytes, results);
        cycles += avr->cycle - began;
        began = 0;
        images++;
    }
    avr->data[address] = 0;
}

int main(int count, char **arguments)
{
    elf_firmware_t firmware;
    memset(&firmware, 0, sizeof firmware);
    if (count != 8 || elf_read_firmware(arguments[1], &firmware) != 0)
        return 2;
    row_address = strtoul(arguments[2], 0, 16) & 0xffff;
    logits_address = strtoul(arguments[3], 0, 16) & 0xffff;
    logit_bytes = atoi(arguments[4]);
    pictures = fopen(arguments[6], "rb");
    results = fopen(arguments[7], "wb");
    avr_t *avr = avr_make_mcu_by_name("atmega328p");
    if (!avr || !pictures || !results)
        return 3;
    avr_init(avr);
    avr->frequency = 16000000;
    avr_load_firmware(avr, &firmware);
    avr_register_io_write(avr, GPIOR0, asked, 0);
    unsigned byte = strtoul(arguments[5], 0, 16) & 0xffff;
    memset(avr->data + byte, PAINT, avr->ramend + 1 - byte);
    for (int state = cpu_Running; !is_done; state = avr_run(avr))
        if (state == cpu_Done || state == cpu_Crashed)
            return 4;
    while (byte <= avr->ramend && avr->data[byte] == PAINT)
        byte++;
    fclose(results);
    printf("\n%llu %u\n", (unsigned long long)(images ? cycles / images : 0), avr->ramend + 1 - byte);
    return 0;
}
